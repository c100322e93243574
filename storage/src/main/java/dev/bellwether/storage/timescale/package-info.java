/**
 * The adapter for TimescaleDB and PostgreSQL: the only place that sees JDBC and SQL.
 *
 * <p>Start reading at {@link dev.bellwether.storage.timescale.TimescaleStorage}, which opens everything; then {@link
 * dev.bellwether.storage.timescale.TimescaleSampleWriter} for the way in and {@link
 * dev.bellwether.storage.timescale.TimescaleSeriesReader} for the way out. What differs between the three dialects
 * stands in {@link dev.bellwether.storage.timescale.Partitions} and in the migrations of each.
 */
@NullMarked
package dev.bellwether.storage.timescale;

import org.jspecify.annotations.NullMarked;
