package dev.bellwether.query.exchange;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a body is compressed on its way. */
public enum Encoding {
    NONE(""),
    GZIP("gzip"),
    ZSTD("zstd");

    private static final int BUFFER_BYTES = 16 * 1024;

    private final String token;

    Encoding(String token) {
        this.token = token;
    }

    /** The value of {@code Content-Encoding}, empty for none. */
    public String token() {
        return token;
    }

    /** The best of those that {@code Accept-Encoding} allows: zstd, else gzip, else none. */
    public static Encoding negotiate(String acceptEncoding) {
        if (acceptEncoding.isEmpty()) {
            return NONE;
        }
        Encoding best = NONE;
        for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] fields = part.strip().split("\\s*;\\s*", -1);
            boolean refused = fields.length > 1 && fields[1].matches("q=0(\\.0*)?");
            for (Encoding encoding : values()) {
                if (!refused && encoding.token.equals(fields[0]) && encoding.compareTo(best) > 0) {
                    best = encoding;
                }
            }
        }
        return best;
    }

    /** A stream that compresses into another and closes it. */
    OutputStream around(OutputStream out) throws IOException {
        return switch (this) {
            case NONE -> out;
            case GZIP -> new FastGzip(out);
            case ZSTD -> new ZstdOutputStream(out, 1);
        };
    }

    /** Speed before size: answers are read once. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
