/**
 * The front doors: agents over gRPC (or HTTP where that does not get through) and Prometheus remote_write.
 *
 * <p>Start reading at {@link dev.bellwether.ingest.gateway.Gateway}, then {@link
 * dev.bellwether.ingest.gateway.AgentSession}, which is the order of acceptance. A further door appends through {@link
 * dev.bellwether.ingest.gateway.SampleAppender} as the others do.
 */
@NullMarked
package dev.bellwether.ingest.gateway;

import org.jspecify.annotations.NullMarked;
