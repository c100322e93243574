package dev.bellwether.agent.collect.textfile;

import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.model.MetricType;
import java.util.ArrayList;
import java.util.List;

/** A family of a text file with its samples. */
final class TextfileFamily {
    private record Sample(String suffix, double value, String[] labels) {}

    final MetricType type;
    private final String name;
    private final String help;
    private final List<Sample> samples = new ArrayList<>();

    TextfileFamily(String name, MetricType type, String help) {
        this.name = name;
        this.type = type;
        this.help = help;
    }

    void add(String metricName, double value, List<String> labels) {
        samples.add(new Sample(metricName.substring(name.length()), value, labels.toArray(String[]::new)));
    }

    void collect(SampleSink sink) {
        sink.family(name, type, help);
        for (Sample sample : samples) {
            sink.suffixed(sample.suffix, sample.value, sample.labels);
        }
    }
}
