package dev.bellwether.promql.cases;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;

/**
 * A histogram in a case.
 *
 * @param histogram the histogram
 * @param hintGiven whether the case says something of counter resets
 */
record CaseHistogram(NativeHistogram histogram, boolean hintGiven) {

    static CaseHistogram of(JsonObject json) {
        double[] customValues = json.numbers("custom_values");
        int schema = (int) json.number("schema", json.has("custom_values") ? NativeHistogram.CUSTOM_BUCKETS_SCHEMA : 0);
        double[] positive = json.numbers("positive_buckets", "buckets");
        double[] negative = json.numbers("negative_buckets", "n_buckets");
        NativeHistogram histogram = new NativeHistogram(
                hint(json),
                schema,
                zeroThreshold(json),
                zeroCount(json),
                json.number("count", 0),
                json.number("sum", 0),
                spans(json.number(0, "positive_offset", "offset"), positive),
                positive,
                spans(json.number(0, "negative_offset", "n_offset"), negative),
                negative,
                customValues);
        return new CaseHistogram(histogram, json.has("counter_reset_hint"));
    }

    private static boolean isThreshold(String name) {
        return name.contains("thresh") || name.endsWith("_w") || name.contains("width");
    }

    private static double zeroThreshold(JsonObject json) {
        return json.number(
                0,
                json.values().keySet().stream()
                        .filter(name -> name.startsWith("z") && isThreshold(name))
                        .toArray(String[]::new));
    }

    private static double zeroCount(JsonObject json) {
        return json.number(
                0,
                json.values().keySet().stream()
                        .filter(name -> name.startsWith("z") && !isThreshold(name))
                        .toArray(String[]::new));
    }

    private static int[] spans(double offset, double[] buckets) {
        return buckets.length == 0 ? new int[0] : new int[] {(int) offset, buckets.length};
    }

    private static CounterResetHint hint(JsonObject json) {
        if (!json.has("counter_reset_hint")) {
            return CounterResetHint.UNKNOWN;
        }
        return switch (json.text("counter_reset_hint")) {
            case "unknown" -> CounterResetHint.UNKNOWN;
            case "reset" -> CounterResetHint.RESET;
            case "not_reset" -> CounterResetHint.NOT_RESET;
            case "gauge" -> CounterResetHint.GAUGE;
            default -> throw new IllegalArgumentException("counter_reset_hint is " + json.text("counter_reset_hint"));
        };
    }
}
