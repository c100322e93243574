/** Runs cases of the language that are given as data. */
@NullMarked
package dev.bellwether.promql.cases;

import org.jspecify.annotations.NullMarked;
