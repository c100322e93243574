package dev.bellwether.agent.scrape.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** How the body of an answer ends: after a known length, after its last chunk, or with the connection. */
final class BodyStreams {
    private BodyStreams() {}

    /** A body of a known number of bytes. */
    static InputStream ofLength(InputStream in, long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() throws IOException {
                return readOne(this);
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(target, offset, (int) Math.min(count, left));
                if (read < 0) {
                    throw new EOFException("the answer ended " + left + " bytes early");
                }
                left -= read;
                return read;
            }
        };
    }

    /** A body in chunks, as RFC 9112 section 7.1 writes them. */
    static InputStream chunked(HttpConnection connection) {
        return new InputStream() {
            private long left;
            private boolean first = true;
            private boolean ended;

            @Override
            public int read() throws IOException {
                return readOne(this);
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (left == 0 && !ended) {
                    nextChunk();
                }
                if (ended) {
                    return -1;
                }
                int read = connection.stream().read(target, offset, (int) Math.min(count, left));
                if (read < 0) {
                    throw new EOFException("the answer ended within a chunk");
                }
                left -= read;
                return read;
            }

            private void nextChunk() throws IOException {
                if (!first) {
                    line();
                }
                first = false;
                String size = line();
                int extension = size.indexOf(';');
                String digits = (extension < 0 ? size : size.substring(0, extension)).strip();
                try {
                    left = Long.parseLong(digits, 16);
                } catch (NumberFormatException e) {
                    throw new IOException("a chunk's size is \"" + digits + "\", allowed is a hexadecimal number", e);
                }
                if (left < 0) {
                    throw new IOException("a chunk's size is \"" + digits + "\", which is negative");
                }
                if (left == 0) {
                    while (!line().isEmpty()) {
                        // Trailers mean nothing here.
                    }
                    ended = true;
                }
            }

            private String line() throws IOException {
                String line = connection.readLine();
                if (line == null) {
                    throw new EOFException("the answer ended between chunks");
                }
                return line;
            }
        };
    }

    /** A stream that fails once more than the given number of bytes has come; 0 means no limit. */
    static InputStream limited(InputStream in, long limit) {
        return new InputStream() {
            private long count;

            @Override
            public int read() throws IOException {
                return readOne(this);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = in.read(target, offset, length);
                count += Math.max(0, read);
                if (limit > 0 && count > limit) {
                    throw new IOException("body_size_limit: the answer is larger than " + limit + " bytes");
                }
                return read;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private static int readOne(InputStream stream) throws IOException {
        byte[] one = new byte[1];
        return stream.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
