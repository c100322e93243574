package dev.bellwether.promql.annotation;

import dev.bellwether.model.LabelText;
import dev.bellwether.promql.expression.Span;

/** Prometheus's texts of warnings and infos. */
public final class QueryMessages {

    /** What was done with histograms when something was noticed. */
    public enum HistogramOperation {
        ADDITION("addition"),
        SUBTRACTION("subtraction"),
        AGGREGATION("aggregation");

        private final String word;

        HistogramOperation(String word) {
            this.word = word;
        }
    }

    private QueryMessages() {}

    public static Annotation invalidQuantile(double quantile, Span span) {
        return Annotation.warning(
                "quantile value should be between 0 and 1, got " + NumberText.shortest(quantile), span);
    }

    public static Annotation invalidRatio(double ratio, double limit, Span span) {
        return Annotation.warning(
                "ratio value should be between -1 and 1, got " + NumberText.shortest(ratio) + ", capping to "
                        + NumberText.shortest(limit),
                span);
    }

    public static Annotation badBucketLabel(String metricName, String value, Span span) {
        return Annotation.warning(
                withName(
                        "bucket label \"le\" is missing or has a malformed value of " + LabelText.quote(value),
                        metricName),
                span);
    }

    public static Annotation mixedFloatsHistograms(String metricName, Span span) {
        return Annotation.warning(
                "encountered a mix of histograms and floats for metric name " + LabelText.quote(metricName), span);
    }

    public static Annotation mixedFloatsHistogramsInAggregation(Span span) {
        return Annotation.warning("encountered a mix of histograms and floats for aggregation", span);
    }

    public static Annotation mixedClassicNative(String metricName, Span span) {
        return Annotation.warning(withName("vector contains a mix of classic and native histograms", metricName), span);
    }

    public static Annotation nativeHistogramNotCounter(String metricName, Span span) {
        return Annotation.warning(
                "this native histogram metric is not a counter: " + LabelText.quote(metricName), span);
    }

    public static Annotation nativeHistogramNotGauge(String metricName, Span span) {
        return Annotation.warning("this native histogram metric is not a gauge: " + LabelText.quote(metricName), span);
    }

    public static Annotation mixedExponentialCustom(String metricName, Span span) {
        return Annotation.warning(
                "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                        + LabelText.quote(metricName),
                span);
    }

    public static Annotation incompatibleBucketLayout(String operator, Span span) {
        return Annotation.warning("incompatible bucket layout encountered for binary operator " + operator, span);
    }

    public static Annotation sortInRangeQuery(Span span) {
        return Annotation.warning(
                "sort is ineffective for range queries since results are always ordered by labels", span);
    }

    public static Annotation counterResetCollision(HistogramOperation operation, Span span) {
        return Annotation.warning("conflicting counter resets during histogram " + operation.word, span);
    }

    public static Annotation possibleNonCounter(String metricName, Span span) {
        return Annotation.info(
                "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                        + LabelText.quote(metricName),
                span);
    }

    public static Annotation possibleNonCounterType(String metricName, String type, Span span) {
        return Annotation.info(
                "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got "
                        + LabelText.quote(type) + ": " + LabelText.quote(metricName),
                span);
    }

    public static Annotation forcedMonotonicity(String metricName, Span span, Annotation.Monotonicity mended) {
        return Annotation.info(
                withName(
                        "input to histogram_quantile needed to be fixed for monotonicity (see"
                                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
                        metricName),
                span,
                mended);
    }

    public static Annotation incompatibleTypes(String left, String operator, String right, Span span) {
        return Annotation.info(
                "incompatible sample types encountered for binary operator " + LabelText.quote(operator) + ": " + left
                        + " " + operator + " " + right,
                span);
    }

    public static Annotation histogramIgnoredInAggregation(String aggregation, Span span) {
        return Annotation.info("ignored histogram in " + aggregation + " aggregation", span);
    }

    public static Annotation histogramsIgnoredInRange(String metricName, Span span) {
        return Annotation.info(
                "ignored histograms in a range containing both floats and histograms for metric name "
                        + LabelText.quote(metricName),
                span);
    }

    public static Annotation quantileOfNanIsNan(String metricName, Span span) {
        return Annotation.info(
                withName("input to histogram_quantile has NaN observations, result is NaN", metricName), span);
    }

    public static Annotation quantileSkewedByNan(String metricName, Span span) {
        return Annotation.info(
                withName("input to histogram_quantile has NaN observations, result is skewed higher", metricName),
                span);
    }

    public static Annotation fractionExcludesNan(String metricName, Span span) {
        return Annotation.info(
                withName(
                        "input to histogram_fraction has NaN observations, which are excluded from all fractions",
                        metricName),
                span);
    }

    public static Annotation mismatchedCustomBuckets(HistogramOperation operation, Span span) {
        return Annotation.info("mismatched custom buckets were reconciled during " + operation.word, span);
    }

    private static String withName(String text, String metricName) {
        return metricName.isEmpty() ? text : text + " for metric name " + LabelText.quote(metricName);
    }
}
