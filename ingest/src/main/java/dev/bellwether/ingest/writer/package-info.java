/**
 * From the log into storage, with an exactly-once effect.
 *
 * <p>Start reading at {@link dev.bellwether.ingest.writer.Writer}, then {@code WriterLoop}. Positions, marks of senders
 * and identities of requests stand in storage, in the same transaction as the samples; nothing is committed to the log.
 */
@NullMarked
package dev.bellwether.ingest.writer;

import org.jspecify.annotations.NullMarked;
