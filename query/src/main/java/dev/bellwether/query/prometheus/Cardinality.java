package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts series by what their labels are. Immutable once made. */
final class Cardinality {
    private final Map<String, Long> byMetric = new HashMap<>();
    private final Map<String, Long> byPair = new HashMap<>();
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();

    private Cardinality() {}

    static Cardinality of(List<Labels> series) {
        Cardinality cardinality = new Cardinality();
        for (Labels labels : series) {
            cardinality.byMetric.merge(labels.metricName(), 1L, Long::sum);
            labels.forEach((name, value) -> cardinality.count(name, value));
        }
        return cardinality;
    }

    private void count(String name, String value) {
        if (byPair.merge(name + "=" + value, 1L, Long::sum) == 1) {
            values.merge(name, 1L, Long::sum);
            bytes.merge(name, (long) value.length(), Long::sum);
        }
    }

    int labelPairs() {
        return byPair.size();
    }

    List<Map.Entry<String, Long>> seriesByMetric(int limit) {
        return largest(byMetric, limit);
    }

    List<Map.Entry<String, Long>> valuesByLabel(int limit) {
        return largest(values, limit);
    }

    List<Map.Entry<String, Long>> bytesByLabel(int limit) {
        return largest(bytes, limit);
    }

    List<Map.Entry<String, Long>> seriesByPair(int limit) {
        return largest(byPair, limit);
    }

    private static List<Map.Entry<String, Long>> largest(Map<String, Long> counts, int limit) {
        Comparator<Map.Entry<String, Long>> byCount = Map.Entry.comparingByValue(Comparator.reverseOrder());
        return counts.entrySet().stream()
                .sorted(byCount.thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .toList();
    }
}
