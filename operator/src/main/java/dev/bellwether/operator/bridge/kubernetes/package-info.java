/** The bridge's end at the API server: what is watched, and what is written. */
@NullMarked
package dev.bellwether.operator.bridge.kubernetes;

import org.jspecify.annotations.NullMarked;
