/** Fills the newest hours from the topic {@code samples}. */
@NullMarked
package dev.bellwether.query.recent.stream;

import org.jspecify.annotations.NullMarked;
