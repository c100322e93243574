/** Functions of PromQL over samples: those of one value, of dates, and of the samples in a range. */
@NullMarked
package dev.bellwether.promql.functions;

import org.jspecify.annotations.NullMarked;
