/**
 * The syntax tree of a PromQL expression: immutable records with the position of each node in the text.
 *
 * <p>Follows the grammar of Prometheus 3. The parser makes it, the printer writes it, the evaluator walks it.
 */
@NullMarked
package dev.bellwether.promql.expression;

import org.jspecify.annotations.NullMarked;
