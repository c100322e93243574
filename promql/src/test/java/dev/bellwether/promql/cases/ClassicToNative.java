package dev.bellwether.promql.cases;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes native histograms with custom buckets of classic ones, as loading with {@code nhcb} asks for. */
final class ClassicToNative {
    private final Map<Labels, TreeMap<Long, Parts>> found = new LinkedHashMap<>();

    private static final class Parts {
        private final TreeMap<Double, Double> buckets = new TreeMap<>();
        private @Nullable Double count;
        private double sum;
    }

    static List<CaseSeries> convert(List<CaseSeries> series) {
        ClassicToNative conversion = new ClassicToNative();
        series.forEach(conversion::collect);
        List<CaseSeries> converted = new ArrayList<>();
        conversion.found.forEach((labels, byTime) -> {
            List<CaseSample> samples = new ArrayList<>();
            byTime.forEach(
                    (time, parts) -> samples.add(new CaseSample(time, 0, new CaseHistogram(histogram(parts), false))));
            converted.add(new CaseSeries(labels, samples));
        });
        return converted;
    }

    private void collect(CaseSeries series) {
        String name = series.labels().metricName();
        for (String suffix : List.of("_bucket", "_sum", "_count")) {
            if (!name.endsWith(suffix)) {
                continue;
            }
            Double bound = suffix.equals("_bucket") ? bound(series.labels().getOrEmpty("le")) : Double.valueOf(0);
            if (bound == null) {
                return;
            }
            Labels base = series.labels()
                    .without("le")
                    .with(Labels.METRIC_NAME, name.substring(0, name.length() - suffix.length()));
            TreeMap<Long, Parts> byTime = found.computeIfAbsent(base, labels -> new TreeMap<>());
            for (CaseSample sample : series.samples()) {
                if (sample.histogram() == null) {
                    Parts parts = byTime.computeIfAbsent(sample.timeMillis(), time -> new Parts());
                    switch (suffix) {
                        case "_bucket" -> parts.buckets.putIfAbsent(bound, sample.value());
                        case "_sum" -> parts.sum = sample.value();
                        default -> parts.count = sample.value();
                    }
                }
            }
            return;
        }
    }

    private static @Nullable Double bound(String text) {
        try {
            double bound = JsonObject.number(text);
            return Double.isNaN(bound) ? null : Double.valueOf(bound);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static NativeHistogram histogram(Parts parts) {
        Double known = parts.count;
        double count = known != null
                ? known
                : parts.buckets.isEmpty() ? 0 : parts.buckets.lastEntry().getValue();
        parts.buckets.putIfAbsent(Double.POSITIVE_INFINITY, count);
        double[] bounds = new double[parts.buckets.size() - 1];
        double[] counts = new double[parts.buckets.size()];
        int next = 0;
        double previous = 0;
        for (Map.Entry<Double, Double> bucket : parts.buckets.entrySet()) {
            counts[next] = bucket.getValue() - previous;
            previous = bucket.getValue();
            if (next < bounds.length) {
                bounds[next] = bucket.getKey();
            }
            next++;
        }
        NativeHistogram histogram = new NativeHistogram(
                NativeHistogram.CounterResetHint.UNKNOWN,
                NativeHistogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                count,
                parts.sum,
                new int[] {0, counts.length},
                counts,
                new int[0],
                new double[0],
                bounds);
        return HistogramAccumulator.of(histogram).compact().toHistogram();
    }
}
