package dev.bellwether.promql.script;

import dev.bellwether.model.NativeHistogram;

/** What a described series has at one time. Immutable. */
public sealed interface SequenceValue {
    /** No sample at this time. */
    Omitted OMITTED = new Omitted();

    /** No sample: {@code _}. */
    record Omitted() implements SequenceValue {}

    /** A float; {@code stale} is {@link dev.bellwether.model.SpecialValues#STALE}. */
    record Number(double value) implements SequenceValue {}

    /** A native histogram. */
    record Histogram(NativeHistogram histogram) implements SequenceValue {}
}
