package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.SampleSink;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A control group: its labels and the numbers of the last reading. Used by one thread. */
final class ControlGroup {
    private static final Figure[] FIGURES = Figure.values();

    /** The path from the root of the hierarchy, {@code /} for the root itself. */
    final String path;

    final double startSeconds;
    final Map<String, DeviceFigures> devices = new LinkedHashMap<>();
    int lastRound;
    private final String[] labels;
    private final String[][] figureLabels = new String[FIGURES.length][];
    private final double[] numbers = new double[FIGURES.length];

    ControlGroup(String path, double startSeconds) {
        this.path = path;
        this.startSeconds = startSeconds;
        ContainerIdentity identity = ContainerIdentity.of(path);
        this.labels = new String[] {
            "id",
            path,
            "name",
            identity.containerId(),
            "pod_uid",
            identity.podUid(),
            "metrics_path",
            "/metrics/cadvisor"
        };
        for (Figure figure : FIGURES) {
            figureLabels[figure.ordinal()] = figure.labels(labels);
        }
    }

    void clear() {
        Arrays.fill(numbers, Double.NaN);
        for (DeviceFigures device : devices.values()) {
            device.clear();
        }
    }

    void set(Figure figure, double number) {
        numbers[figure.ordinal()] = number;
    }

    double get(Figure figure) {
        return numbers[figure.ordinal()];
    }

    /** The numbers of a block device, made where it is new. */
    DeviceFigures device(String majorAndMinor, String devicePath) {
        return devices.computeIfAbsent(majorAndMinor, key -> new DeviceFigures(labels, key, devicePath));
    }

    void collect(SampleSink sink) {
        sink.entity(path);
        String begun = "";
        for (Figure figure : FIGURES) {
            double number = numbers[figure.ordinal()];
            if (!Double.isNaN(number)) {
                if (!figure.family.name().equals(begun)) {
                    figure.family.begin(sink);
                    begun = figure.family.name();
                }
                sink.sample(number, figureLabels[figure.ordinal()]);
            }
        }
        DeviceFigures.collect(devices.values(), sink);
    }
}
