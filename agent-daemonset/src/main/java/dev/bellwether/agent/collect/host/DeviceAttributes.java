package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.RowCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A table of devices and the numbers that sysfs has of them: a directory with one directory a device, and in it one file a
 * number. A file that a device does not have is looked for again only every {@value #ROUNDS_BETWEEN_LOOKUPS} collections.
 * Used by one thread.
 */
final class DeviceAttributes {
    /** A file of a device, the family it feeds, and by what its number is multiplied and divided on the way. */
    record Attribute(String file, MetricFamily family, double factor, double divisor) {
        static Attribute gauge(String file, String name, String help) {
            return new Attribute(file, MetricFamily.gauge(name, help), 1, 1);
        }

        static Attribute counter(String file, String name, String help) {
            return new Attribute(file, MetricFamily.counter(name, help), 1, 1);
        }

        static Attribute divided(String file, String name, String help, double divisor) {
            return new Attribute(file, MetricFamily.gauge(name, help), 1, divisor);
        }
    }

    /** A family whose labels are the contents of files; its first label is the device. */
    record Information(MetricFamily family, List<String> files, List<String> labels) {}

    private static final int ROUNDS_BETWEEN_LOOKUPS = 20;

    private final String directory;
    private final String deviceLabel;
    private final String prefix;
    private final Predicate<String> accepted;
    private final List<Attribute> attributes;
    private final List<String> fixedFiles;
    private final FileText text = new FileText();
    private final RowCache<Device> devices = new RowCache<>(this::newDevice);
    private final List<Device> present = new ArrayList<>();
    private int round;

    /**
     * A table.
     *
     * @param directory where the devices are
     * @param prefix what the name of a device begins with; cut off for the label
     * @param deviceLabel the label that holds the name of the device
     * @param accepted which devices are shown, by the name without prefix
     * @param attributes the columns
     * @param fixedFiles files whose content is a label of every number, of the same name; read once
     */
    DeviceAttributes(
            String directory,
            String prefix,
            String deviceLabel,
            Predicate<String> accepted,
            List<Attribute> attributes,
            List<String> fixedFiles) {
        this.directory = directory;
        this.prefix = prefix;
        this.deviceLabel = deviceLabel;
        this.accepted = accepted;
        this.attributes = attributes;
        this.fixedFiles = fixedFiles;
    }

    /** Finds the devices that there are now. */
    void beginRound() {
        devices.beginRound();
        present.clear();
        for (String name : Directories.names(directory)) {
            if (name.startsWith(prefix)) {
                Device device = devices.get(name);
                if (device.accepted) {
                    present.add(device);
                }
            }
        }
        if (round++ % ROUNDS_BETWEEN_LOOKUPS == 0) {
            for (Device device : present) {
                Arrays.fill(device.absent, false);
            }
        }
    }

    /** Hands over every number, family by family. */
    void collect(SampleSink sink) {
        for (int column = 0; column < attributes.size(); column++) {
            Attribute attribute = attributes.get(column);
            boolean begun = false;
            for (Device device : present) {
                double value = device.read(text, column);
                if (!Double.isNaN(value)) {
                    if (!begun) {
                        attribute.family.begin(sink);
                        begun = true;
                    }
                    sink.sample(value * attribute.factor / attribute.divisor, device.labels);
                }
            }
        }
    }

    /** Hands over a family of texts, one sample a device. */
    void collect(Information information, SampleSink sink) {
        if (present.isEmpty()) {
            return;
        }
        information.family.begin(sink);
        for (Device device : present) {
            sink.sample(1, device.informationLabels(text, information));
        }
    }

    /** The names of the devices that there are now, with their labels. */
    List<Device> present() {
        return present;
    }

    private Device newDevice(String name) {
        String shown = name.substring(prefix.length());
        return new Device(directory + "/" + name, shown, accepted.test(shown));
    }

    final class Device {
        final String path;
        final String[] labels;
        private final boolean accepted;
        private final String[] files = new String[attributes.size()];
        private final boolean[] absent = new boolean[attributes.size()];
        private String[] informationLabels = {};

        private Device(String path, String shown, boolean accepted) {
            this.path = path;
            this.labels = new String[2 + 2 * fixedFiles.size()];
            labels[0] = deviceLabel;
            labels[1] = shown;
            for (int i = 0; i < fixedFiles.size(); i++) {
                labels[2 + 2 * i] = fixedFiles.get(i);
                labels[3 + 2 * i] = accepted ? text.content(path + "/" + fixedFiles.get(i)) : "";
            }
            this.accepted = accepted;
            for (int column = 0; column < files.length; column++) {
                files[column] = path + "/" + attributes.get(column).file;
            }
        }

        private double read(FileText text, int column) {
            if (absent[column]) {
                return Double.NaN;
            }
            double value = text.number(files[column]);
            absent[column] = text.lastOutcome() == FileText.Outcome.ABSENT;
            return value;
        }

        private String[] informationLabels(FileText text, Information information) {
            int count = information.files.size();
            String[] fresh = new String[2 + 2 * count];
            fresh[0] = labels[0];
            fresh[1] = labels[1];
            for (int i = 0; i < count; i++) {
                fresh[2 + 2 * i] = information.labels.get(i);
                fresh[3 + 2 * i] = text.content(path + "/" + information.files.get(i));
            }
            if (!Arrays.equals(fresh, informationLabels)) {
                informationLabels = fresh;
            }
            return informationLabels;
        }
    }
}
