/**
 * The writer of PromQL: syntax tree in, text out.
 *
 * <p>{@link dev.bellwether.promql.printer.ExpressionPrinter} gives the one canonical text of a tree,
 * {@link dev.bellwether.promql.printer.PrettyPrinter} breaks long ones into lines. Follows {@code String()} and {@code
 * Prettify} of Prometheus 3.
 */
@NullMarked
package dev.bellwether.promql.printer;

import org.jspecify.annotations.NullMarked;
