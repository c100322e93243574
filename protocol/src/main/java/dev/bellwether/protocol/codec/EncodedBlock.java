package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SeriesBlock;

/**
 * A block, its bytes and their hash, made once and shared.
 *
 * @param bytes the encoded block; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // Shared on purpose: the same bytes go into every segment.
public record EncodedBlock(SeriesBlock block, BlockHash hash, byte[] bytes) {}
