/**
 * Parser of Prometheus's protobuf format: {@code io.prometheus.client.MetricFamily}, each preceded by its length. Reads the
 * wire format directly, without generated classes, because one family can hold very many metrics. Start reading at {@link
 * dev.bellwether.agent.scrape.protobuf.ProtobufExpositionParser}.
 */
@NullMarked
package dev.bellwether.agent.scrape.protobuf;

import org.jspecify.annotations.NullMarked;
