package dev.bellwether.protocol.codec;

import dev.bellwether.model.batch.SeriesBlock;
import org.jspecify.annotations.Nullable;

/** Where a decoder finds the blocks that a batch names; scoped to one tenant. Called by the decoding thread. */
public interface BlockSource {
    /** The block of a hash, or null where it is unknown. */
    @Nullable
    SeriesBlock find(BlockHash hash);

    /**
     * Remembers a block that stood in a batch, so that later batches that name it find the same object.
     *
     * @return the object to use from now on: this one or the one known before
     */
    SeriesBlock remember(BlockHash hash, SeriesBlock block);
}
