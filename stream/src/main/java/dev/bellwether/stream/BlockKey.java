package dev.bellwether.stream;

import dev.bellwether.protocol.codec.BlockHash;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names a block within its tenant; as text, the key of its record in {@code series-blocks}. */
record BlockKey(String tenant, BlockHash hash) {
    /** Tenant and hash; the hash stands last, so that a tenant may hold any character. */
    String text() {
        return tenant + "/" + hash;
    }

    /** The key of a text, or null where it is none. */
    static @Nullable BlockKey parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || text.length() - slash - 1 != 2 * BlockHash.BYTES) {
            return null;
        }
        try {
            byte[] hash = HexFormat.of().parseHex(text, slash + 1, text.length());
            return new BlockKey(text.substring(0, slash), BlockHash.fromBytes(hash));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
