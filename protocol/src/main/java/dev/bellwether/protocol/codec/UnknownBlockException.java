package dev.bellwether.protocol.codec;

/** A batch names a block that nobody has seen. */
public final class UnknownBlockException extends RuntimeException {
    private final transient BlockHash hash;

    public UnknownBlockException(BlockHash hash) {
        super("series block " + hash + " is unknown");
        this.hash = hash;
    }

    public BlockHash hash() {
        return hash;
    }
}
