/**
 * What every reader and writer of the log shares: the clients' settings, the topics, sending by our own partitioner,
 * reading, and the series blocks.
 *
 * <p>Start reading at {@link dev.bellwether.stream.KafkaSettings}. Kafka's own types stay behind this package: its users
 * see topics, partitions, offsets and bytes.
 */
@NullMarked
package dev.bellwether.stream;

import org.jspecify.annotations.NullMarked;
