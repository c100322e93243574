package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.MetricFamily;
import dev.bellwether.agent.collect.SampleSink;
import java.util.Arrays;
import java.util.Collection;

/** What a control group read from and wrote to one block device. Used by one thread. */
final class DeviceFigures {
    static final int READ_BYTES = 0;
    static final int WRITTEN_BYTES = 1;
    static final int READS = 2;
    static final int WRITES = 3;

    private static final MetricFamily[] FAMILIES = {
        MetricFamily.counter("container_fs_reads_bytes_total", "Cumulative count of bytes read"),
        MetricFamily.counter("container_fs_writes_bytes_total", "Cumulative count of bytes written"),
        MetricFamily.counter("container_fs_reads_total", "Cumulative count of reads completed"),
        MetricFamily.counter("container_fs_writes_total", "Cumulative count of writes completed")
    };
    private static final MetricFamily USAGE =
            MetricFamily.counter("container_blkio_device_usage_total", "Blkio Device bytes usage");

    private final double[] numbers = new double[FAMILIES.length];
    private final String[] labels;
    private final String[] readLabels;
    private final String[] writeLabels;

    DeviceFigures(String[] groupLabels, String majorAndMinor, String devicePath) {
        int colon = majorAndMinor.indexOf(':');
        String major = majorAndMinor.substring(0, colon);
        String minor = majorAndMinor.substring(colon + 1);
        this.labels = extend(groupLabels, "device", devicePath);
        this.readLabels = extend(labels, "major", major, "minor", minor, "operation", "Read");
        this.writeLabels = extend(labels, "major", major, "minor", minor, "operation", "Write");
        clear();
    }

    private static String[] extend(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    void clear() {
        Arrays.fill(numbers, Double.NaN);
    }

    void set(int figure, double number) {
        numbers[figure] = number;
    }

    static void collect(Collection<DeviceFigures> devices, SampleSink sink) {
        for (int figure = 0; figure < FAMILIES.length; figure++) {
            boolean begun = false;
            for (DeviceFigures device : devices) {
                if (!Double.isNaN(device.numbers[figure])) {
                    if (!begun) {
                        FAMILIES[figure].begin(sink);
                        begun = true;
                    }
                    sink.sample(device.numbers[figure], device.labels);
                }
            }
        }
        boolean begun = false;
        for (DeviceFigures device : devices) {
            if (!Double.isNaN(device.numbers[READ_BYTES]) && !Double.isNaN(device.numbers[WRITTEN_BYTES])) {
                if (!begun) {
                    USAGE.begin(sink);
                    begun = true;
                }
                sink.sample(device.numbers[READ_BYTES], device.readLabels);
                sink.sample(device.numbers[WRITTEN_BYTES], device.writeLabels);
            }
        }
    }
}
