/** The aggregations, each as an accumulator over columns. */
@NullMarked
package dev.bellwether.promql.aggregation;

import org.jspecify.annotations.NullMarked;
