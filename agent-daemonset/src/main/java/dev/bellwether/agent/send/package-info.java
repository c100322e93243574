/**
 * From the write-ahead log to the gateway: one stream, a bounded window, every answer honoured.
 *
 * <p>Start reading at {@link dev.bellwether.agent.send.BatchSender}; {@code GrpcConnector} and {@code HttpConnector} are
 * its two ways out.
 */
@NullMarked
package dev.bellwether.agent.send;

import org.jspecify.annotations.NullMarked;
