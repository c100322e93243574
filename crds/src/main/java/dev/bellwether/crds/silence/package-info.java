/** The kind {@code Silence}. */
@NullMarked
package dev.bellwether.crds.silence;

import org.jspecify.annotations.NullMarked;
