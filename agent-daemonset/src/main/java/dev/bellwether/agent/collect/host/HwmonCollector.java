package dev.bellwether.agent.collect.host;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.collect.read.Directories;
import dev.bellwether.agent.collect.read.FileText;
import dev.bellwether.agent.collect.read.NameFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sensors of the main board and of devices. Which files there are is looked up every {@value #ROUNDS_BETWEEN_LISTINGS}
 * collections; a sensor whose driver has no answer is left out of that collection.
 */
public final class HwmonCollector implements Collector {
    /** Which chips and sensors ({@code chip;sensor}) are shown; an empty expression is switched off. */
    public record Options(String chipInclude, String chipExclude, String sensorInclude, String sensorExclude) {
        /** node_exporter's own choice: all. */
        public static final Options DEFAULT = new Options("", "", "", "");
    }

    private static final int ROUNDS_BETWEEN_LISTINGS = 20;
    private static final MetricFamily CHIP_NAMES =
            MetricFamily.gauge("node_hwmon_chip_names", "Annotation metric for human-readable chip names");
    private static final MetricFamily SENSOR_LABEL =
            MetricFamily.gauge("node_hwmon_sensor_label", "Label for given chip and sensor");

    private record Source(String path, double factor, double divisor, String[] labels) {}

    private final String directory;
    private final NameFilter chips;
    private final NameFilter sensors;
    private final FileText text = new FileText();
    private List<String[]> chipNames = List.of();
    private List<String[]> sensorLabels = List.of();
    private Map<MetricFamily, List<Source>> sources = Map.of();
    private int round;

    public HwmonCollector(HostPaths paths, Options options) {
        this.directory = paths.sys("class/hwmon");
        this.chips = new NameFilter(options.chipInclude(), options.chipExclude());
        this.sensors = new NameFilter(options.sensorInclude(), options.sensorExclude());
    }

    @Override
    public String name() {
        return "hwmon";
    }

    @Override
    public void collect(SampleSink sink) throws IOException {
        if (round++ % ROUNDS_BETWEEN_LISTINGS == 0) {
            list();
        }
        collectTexts(CHIP_NAMES, chipNames, sink);
        collectTexts(SENSOR_LABEL, sensorLabels, sink);
        for (Map.Entry<MetricFamily, List<Source>> entry : sources.entrySet()) {
            boolean begun = false;
            for (Source source : entry.getValue()) {
                double value = text.number(source.path);
                if (!Double.isNaN(value)) {
                    if (!begun) {
                        entry.getKey().begin(sink);
                        begun = true;
                    }
                    sink.sample(value * source.factor / source.divisor, source.labels);
                }
            }
        }
    }

    private static void collectTexts(MetricFamily family, List<String[]> samples, SampleSink sink) {
        if (!samples.isEmpty()) {
            family.begin(sink);
            for (String[] labels : samples) {
                sink.sample(1, labels);
            }
        }
    }

    private void list() throws IOException {
        List<String[]> names = new ArrayList<>();
        List<String[]> labels = new ArrayList<>();
        Map<MetricFamily, List<Source>> found = new LinkedHashMap<>();
        for (String monitor : Directories.names(directory)) {
            String path = directory + "/" + monitor;
            String chip = HwmonNames.chip(path, text);
            if (!chips.accepts(chip)) {
                continue;
            }
            String readable = HwmonNames.clean(text.content(path + "/name"));
            if (!readable.isEmpty()) {
                names.add(new String[] {"chip", chip, "chip_name", readable});
            }
            Map<String, Map<String, String>> files = new LinkedHashMap<>();
            addFiles(path, files);
            addFiles(path + "/device", files);
            for (Map.Entry<String, Map<String, String>> sensor : files.entrySet()) {
                if (sensors.accepts(chip + ";" + sensor.getKey())) {
                    addSensor(chip, sensor.getKey(), sensor.getValue(), labels, found);
                }
            }
        }
        chipNames = List.copyOf(names);
        sensorLabels = List.copyOf(labels);
        sources = found;
    }

    /** Sorts the files of a directory by sensor, and in it by property. */
    private static void addFiles(String path, Map<String, Map<String, String>> files) {
        for (String file : Directories.names(path)) {
            SensorFile parsed = SensorFile.parse(file);
            if (parsed != null) {
                files.computeIfAbsent(parsed.sensor(), sensor -> new LinkedHashMap<>())
                        .put(parsed.property(), path + "/" + file);
            }
        }
    }

    private void addSensor(
            String chip,
            String sensor,
            Map<String, String> files,
            List<String[]> labels,
            Map<MetricFamily, List<Source>> found) {
        String[] sampleLabels = {"chip", chip, "sensor", sensor};
        String labelPath = files.get("label");
        String label = labelPath == null ? "" : text.content(labelPath);
        if (!label.isEmpty()) {
            labels.add(new String[] {"chip", chip, "sensor", sensor, "label", label});
        }
        files.forEach((property, path) -> {
            SensorMetric metric = SensorMetric.of(SensorFile.typeOf(sensor), property, files.containsKey(""), label);
            if (metric != null) {
                String[] own = metric.sensorName().isEmpty()
                        ? sampleLabels
                        : new String[] {"chip", chip, "sensor", metric.sensorName()};
                found.computeIfAbsent(metric.family(), family -> new ArrayList<>())
                        .add(new Source(path, metric.factor(), metric.divisor(), own));
            }
        });
    }
}
