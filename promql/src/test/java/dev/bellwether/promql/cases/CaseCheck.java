package dev.bellwether.promql.cases;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a result with what a case expects; numbers may differ by a millionth. */
final class CaseCheck {
    private static final double EPSILON = 1e-6;

    private CaseCheck() {}

    /** What differs, or null where nothing does. */
    static @Nullable String difference(JsonObject expected, QueryResult actual, String query) {
        String difference = switch (actual) {
            case QueryResult.Scalar scalar -> scalar(expected, scalar);
            case QueryResult.Text text ->
                expected.has("string") && expected.text("string").equals(text.value())
                        ? null
                        : "got the text " + text.value();
            case QueryResult.InstantVector vector -> vector(expected, vector);
            case QueryResult.Matrix matrix -> matrix(expected, matrix);
        };
        return difference != null ? difference : AnnotationCheck.difference(expected, actual.annotations(), query);
    }

    private static @Nullable String scalar(JsonObject expected, QueryResult.Scalar scalar) {
        if (!expected.has("scalar")) {
            return "got the scalar " + scalar.value();
        }
        double wanted = JsonObject.number(expected.get("scalar"));
        return nearly(wanted, scalar.value()) ? null : "expected " + wanted + ", got " + scalar.value();
    }

    private static @Nullable String vector(JsonObject expected, QueryResult.InstantVector vector) {
        if (expected.has("scalar") || expected.has("string")) {
            return "got a vector " + vector.samples();
        }
        List<QueryResult.Series> series = new ArrayList<>();
        for (QueryResult.Sample sample : vector.samples()) {
            @Nullable
            NativeHistogram[] histograms =
                    sample.histogram() == null ? null : new NativeHistogram[] {sample.histogram()};
            series.add(new QueryResult.Series(
                    sample.labels(), new long[] {sample.timestampMillis()}, new double[] {sample.value()}, histograms));
        }
        boolean ordered = expected.flag("ordered") || expected.flag("expect_ordered");
        return series(expected, series, ordered);
    }

    private static @Nullable String matrix(JsonObject expected, QueryResult.Matrix matrix) {
        if (expected.has("scalar") || expected.has("string")) {
            return "got a matrix";
        }
        return series(expected, matrix.series(), false);
    }

    private static @Nullable String series(JsonObject expected, List<QueryResult.Series> actual, boolean ordered) {
        List<CaseSeries> wanted =
                expected.objects("series").stream().map(CaseSeries::of).toList();
        if (wanted.size() != actual.size()) {
            return "expected " + wanted.size() + " series, got " + actual.size() + ": " + text(actual);
        }
        for (int i = 0; i < wanted.size(); i++) {
            CaseSeries each = wanted.get(i);
            QueryResult.Series found = null;
            for (QueryResult.Series candidate : ordered ? actual.subList(i, i + 1) : actual) {
                if (candidate.labels().equals(each.labels())) {
                    found = candidate;
                }
            }
            if (found == null) {
                return "expected " + each.labels() + (ordered ? " at position " + i : "") + ", got " + text(actual);
            }
            String difference = samples(each, found);
            if (difference != null) {
                return each.labels() + ": " + difference;
            }
        }
        return null;
    }

    private static @Nullable String samples(CaseSeries wanted, QueryResult.Series actual) {
        List<CaseSample> samples = wanted.samples();
        if (samples.size() != actual.timestampMillis().length) {
            return "expected " + samples.size() + " samples, got " + text(List.of(actual)) + " for " + samples;
        }
        for (int i = 0; i < samples.size(); i++) {
            CaseSample sample = samples.get(i);
            if (sample.timeMillis() != actual.timestampMillis()[i]) {
                return "expected a sample at " + sample.timeMillis() + ", got " + actual.timestampMillis()[i];
            }
            NativeHistogram histogram = actual.histograms() == null ? null : actual.histograms()[i];
            CaseHistogram wantedHistogram = sample.histogram();
            boolean equal = wantedHistogram == null
                    ? histogram == null && nearly(sample.value(), actual.values()[i])
                    : histogram != null && nearly(wantedHistogram, histogram);
            if (!equal) {
                String wantedText =
                        wantedHistogram == null ? String.valueOf(sample.value()) : full(wantedHistogram.histogram());
                return "at " + sample.timeMillis() + " expected " + wantedText + ", got "
                        + (histogram == null ? String.valueOf(actual.values()[i]) : full(histogram));
            }
        }
        return null;
    }

    private static String full(NativeHistogram histogram) {
        return HistogramText.of(histogram) + " schema " + histogram.schema() + " " + histogram.counterResetHint() + " "
                + java.util.Arrays.toString(histogram.customValues());
    }

    private static String text(List<QueryResult.Series> series) {
        StringBuilder text = new StringBuilder();
        for (QueryResult.Series each : series) {
            text.append(each.labels()).append(' ');
            for (int i = 0; i < Math.min(12, each.timestampMillis().length); i++) {
                NativeHistogram histogram = each.histograms() == null ? null : each.histograms()[i];
                text.append(each.timestampMillis()[i])
                        .append(':')
                        .append(histogram == null ? String.valueOf(each.values()[i]) : HistogramText.of(histogram))
                        .append(' ');
            }
        }
        return text.toString();
    }

    private static boolean nearly(CaseHistogram wanted, NativeHistogram actual) {
        NativeHistogram left =
                HistogramAccumulator.of(wanted.histogram()).compact().toHistogram();
        NativeHistogram right = HistogramAccumulator.of(actual).compact().toHistogram();
        return left.schema() == right.schema()
                && nearly(left.count(), right.count())
                && nearly(left.sum(), right.sum())
                && left.zeroThreshold() == right.zeroThreshold()
                && nearly(left.zeroCount(), right.zeroCount())
                && java.util.Arrays.equals(left.customValues(), right.customValues())
                && java.util.Arrays.equals(left.positiveSpans(), right.positiveSpans())
                && java.util.Arrays.equals(left.negativeSpans(), right.negativeSpans())
                && nearly(left.positiveBuckets(), right.positiveBuckets())
                && nearly(left.negativeBuckets(), right.negativeBuckets())
                && (!wanted.hintGiven() || left.counterResetHint() == right.counterResetHint());
    }

    private static boolean nearly(double[] left, double[] right) {
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (!nearly(left[i], right[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean nearly(double left, double right) {
        if (left == right || (Double.isNaN(left) && Double.isNaN(right))) {
            return true;
        }
        double sum = Math.abs(left) + Math.abs(right);
        double difference = Math.abs(left - right);
        if (left == 0 || right == 0 || sum < Double.MIN_NORMAL) {
            return difference < EPSILON * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < EPSILON;
    }
}
