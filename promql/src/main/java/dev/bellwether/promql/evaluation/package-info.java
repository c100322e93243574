/**
 * Evaluates expressions: {@link dev.bellwether.promql.evaluation.QueryEngine} is the entry.
 *
 * <p>Every node is evaluated for all steps at once into columns, one per series; an instant query is a range of one
 * step. Semantics follow Prometheus 3.
 */
@NullMarked
package dev.bellwether.promql.evaluation;

import org.jspecify.annotations.NullMarked;
