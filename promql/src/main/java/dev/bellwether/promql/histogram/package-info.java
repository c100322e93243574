/** Arithmetic, comparison, quantiles and texts of native histograms, and quantiles of classic ones. */
@NullMarked
package dev.bellwether.promql.histogram;

import org.jspecify.annotations.NullMarked;
