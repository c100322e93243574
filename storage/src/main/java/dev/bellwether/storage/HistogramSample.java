package dev.bellwether.storage;

import dev.bellwether.model.NativeHistogram;

/** One native histogram of a series at a time in milliseconds since 1970. */
public record HistogramSample(SeriesId series, long timestampMillis, NativeHistogram histogram) {}
