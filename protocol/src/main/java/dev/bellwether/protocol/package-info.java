/**
 * What travels between the parts: the codec between the wire and the model, topics and keys, and the compression of the
 * stream.
 *
 * <p>Start reading at {@code codec.BatchEncoder} and {@code codec.BatchDecoder}, with {@code bellwether/v1/ingest.proto}
 * beside them. Protobuf's types stay in here and in the two ends of the transport.
 */
@NullMarked
package dev.bellwether.protocol;

import org.jspecify.annotations.NullMarked;
