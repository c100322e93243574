package dev.bellwether.promql.parser;

/**
 * Which experimental parts of the language are read.
 *
 * @param experimentalFunctions functions and aggregations that Prometheus keeps behind
 *     {@code promql-experimental-functions}
 * @param extendedRangeSelectors {@code anchored} and {@code smoothed}
 * @param durationExpressions computed durations such as {@code [5m + step()]}
 * @param fillModifiers {@code fill}, {@code fill_left} and {@code fill_right} behind a binary operator
 */
public record ParserOptions(
        boolean experimentalFunctions,
        boolean extendedRangeSelectors,
        boolean durationExpressions,
        boolean fillModifiers) {
    /** Everything the parser knows. */
    public static final ParserOptions ALL = new ParserOptions(true, true, true, true);

    /** The stable language alone: what Prometheus reads without feature flags. */
    public static final ParserOptions STABLE = new ParserOptions(false, false, false, false);
}
