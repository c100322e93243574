package dev.bellwether.agent.wal;

import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.EncodedBlock;

/**
 * A section before its batch has an identity.
 *
 * @param block the series, already encoded: made once, shared by every tick
 * @param values their samples, fitting the block
 */
public record DraftSection(EncodedBlock block, Values values) {}
