/**
 * Prometheus's remote read protocol: another Prometheus reads our samples. The only package here that sees protobuf.
 *
 * <p>Messages are written after the published specification (prometheus.io/docs/prometheus/latest/querying/remote_read_api):
 * field numbers stand beside each message.
 */
@NullMarked
package dev.bellwether.query.remote;

import org.jspecify.annotations.NullMarked;
