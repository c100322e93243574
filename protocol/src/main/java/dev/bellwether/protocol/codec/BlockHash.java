package dev.bellwether.protocol.codec;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an encoded series block: the first 16 bytes of its SHA-256.
 *
 * <p>Sixteen bytes keep a section of ten series small; a collision needs 2⁶⁴ blocks by design of one tenant, whose own
 * data alone it would harm, for names are scoped to the tenant.
 *
 * @param high the first eight bytes, big-endian
 * @param low the second eight bytes
 */
public record BlockHash(long high, long low) {
    /** Length on the wire. */
    public static final int BYTES = 16;

    /** The hash of an encoded block. */
    public static BlockHash of(byte[] encodedBlock) {
        return of(ByteBuffer.wrap(encodedBlock));
    }

    /** The hash of an encoded block; the buffer's position is left alone. */
    public static BlockHash of(ByteBuffer encodedBlock) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(encodedBlock.duplicate());
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new BlockHash(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * A hash from its wire form.
     *
     * @throws InvalidBatchException where there are not {@value #BYTES} bytes
     */
    public static BlockHash fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new InvalidBatchException(
                    "series_block_hash has " + bytes.length + " bytes, " + BYTES + " are needed");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new BlockHash(buffer.getLong(), buffer.getLong());
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** The hash in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
