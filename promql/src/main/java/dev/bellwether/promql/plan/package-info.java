/**
 * What stands between parser and evaluator: pure functions that turn an expression into one that gives the same result
 * with less work, and what the evaluator wants to know before it begins.
 *
 * <p>Start reading at {@link dev.bellwether.promql.plan.Planner}. Positions of nodes stay as they are, so that warnings
 * point to the text that people wrote.
 */
@NullMarked
package dev.bellwether.promql.plan;

import org.jspecify.annotations.NullMarked;
