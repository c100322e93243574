package dev.bellwether.storage;

/**
 * The stored identity of a series.
 *
 * @param metricId its metric's id, above 0
 * @param seriesId its own id, above 0; unique over all metrics
 */
public record SeriesId(int metricId, long seriesId) {}
