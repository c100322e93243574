package dev.bellwether.promql.aggregation;

import dev.bellwether.promql.annotation.Annotations;
import dev.bellwether.promql.expression.Span;

/**
 * What an accumulator needs to know.
 *
 * @param steps how many steps there are
 * @param annotations where it tells people what it noticed
 * @param span the aggregated expression's place in the query
 */
public record AggregationContext(int steps, Annotations annotations, Span span) {}
