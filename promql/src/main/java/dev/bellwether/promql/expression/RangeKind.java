package dev.bellwether.promql.expression;

/** How a selector treats the edges of its range: as it is, {@code anchored} or {@code smoothed}. */
public enum RangeKind {
    PLAIN,
    ANCHORED,
    SMOOTHED
}
