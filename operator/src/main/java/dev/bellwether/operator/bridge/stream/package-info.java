/** The bridge's end at the log. */
@NullMarked
package dev.bellwether.operator.bridge.stream;

import org.jspecify.annotations.NullMarked;
