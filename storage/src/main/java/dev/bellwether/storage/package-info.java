/**
 * The ports of storage: {@link dev.bellwether.storage.SampleWriter} writes, {@code
 * dev.bellwether.model.read.SeriesReader} reads.
 *
 * <p>The adapter for TimescaleDB and PostgreSQL stands in {@code timescale/}; JDBC is seen nowhere else.
 */
@NullMarked
package dev.bellwether.storage;

import org.jspecify.annotations.NullMarked;
