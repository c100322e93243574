/**
 * The write-ahead log: what has been collected stands on disk before it is sent, and until the gateway has it.
 *
 * <p>Start reading at {@link dev.bellwether.agent.wal.WriteAheadLog}; the layout of a file is told by {@code Segment} and
 * {@code RecordFormat}.
 */
@NullMarked
package dev.bellwether.agent.wal;

import org.jspecify.annotations.NullMarked;
