/**
 * An Apache Kafka broker and its controller in this process, in KRaft mode.
 *
 * <p>Start reading at {@link dev.bellwether.broker.EmbeddedBroker}. Nothing in here knows a topic: those are made by
 * their users through {@code dev.bellwether.stream}.
 */
@NullMarked
package dev.bellwether.broker;

import org.jspecify.annotations.NullMarked;
