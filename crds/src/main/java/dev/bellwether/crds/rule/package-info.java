/** The kind {@code AlertRule}. */
@NullMarked
package dev.bellwether.crds.rule;

import org.jspecify.annotations.NullMarked;
