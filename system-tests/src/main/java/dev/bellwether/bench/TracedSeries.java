package dev.bellwether.bench;

import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series as a collector hands it over.
 *
 * @param entity the collector and its entity
 * @param labels names and values in turn
 */
record TracedSeries(String entity, String family, MetricType type, String help, String suffix, List<String> labels) {
    TracedSeries {
        labels = List.copyOf(labels);
    }

    /** Hands a sample over; what came before tells whether entity and family begin anew. */
    void play(SampleSink sink, @Nullable TracedSeries before, String[] labelArray, double value) {
        boolean sameEntity = before != null && before.entity.equals(entity);
        if (!sameEntity) {
            sink.entity(entity);
        }
        if (!sameEntity || before == null || !before.family.equals(family)) {
            sink.family(family, type, help);
        }
        sink.suffixed(suffix, value, labelArray);
    }

    /** The same once more, told apart by a label: where more series are needed than this machine has. */
    TracedSeries copy(int number) {
        String[] longer = Arrays.copyOf(labels.toArray(new String[0]), labels.size() + 2);
        longer[labels.size()] = "copy";
        longer[labels.size() + 1] = String.valueOf(number);
        return new TracedSeries(entity + "#" + number, family, type, help, suffix, List.of(longer));
    }

    /** Name and labels, those of a target among them. */
    Labels labelsWith(String... target) {
        Labels.Builder builder = Labels.builder().set(Labels.METRIC_NAME, family + suffix);
        for (int i = 0; i < labels.size(); i += 2) {
            builder.set(labels.get(i), labels.get(i + 1));
        }
        for (int i = 0; i < target.length; i += 2) {
            builder.set(target[i], target[i + 1]);
        }
        return builder.build();
    }

    /** Whether its values only grow. */
    boolean isCounter() {
        return type == MetricType.COUNTER || type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
    }
}
