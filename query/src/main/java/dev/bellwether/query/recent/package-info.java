/**
 * The newest hours in memory, compressed, and the reader that joins them with storage.
 *
 * <p>Nothing here knows the log; {@code stream} fills the store from it.
 */
@NullMarked
package dev.bellwether.query.recent;

import org.jspecify.annotations.NullMarked;
