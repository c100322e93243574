/**
 * Prometheus remote_write 1.0 and 2.0 to batches: read by hand from the bytes; of a series that
 * came before, no label is read again.
 *
 * <p>Start reading at {@link dev.bellwether.ingest.gateway.remotewrite.RemoteWriteDecoder}. Follows the specifications at
 * prometheus.io/docs/specs/prw; knows nothing of HTTP or of the log.
 */
@NullMarked
package dev.bellwether.ingest.gateway.remotewrite;

import org.jspecify.annotations.NullMarked;
