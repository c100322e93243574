/**
 * What Bellwether costs, measured: {@code make bench}. One program runs each figure against its reference on the same
 * machine and prints them side by side; nothing here asserts anything about time.
 *
 * <p>Start reading at {@link dev.bellwether.bench.Bench}, then at a {@link dev.bellwether.bench.Figure}.
 */
@NullMarked
package dev.bellwether.bench;

import org.jspecify.annotations.NullMarked;
