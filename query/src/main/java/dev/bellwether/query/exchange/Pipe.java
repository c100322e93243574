package dev.bellwether.query.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A short queue of chunks between the thread that writes a body and the one that sends it. */
final class Pipe {
    private static final int CHUNKS = 8;
    private static final long PATIENCE_SECONDS = 60;
    private static final byte[] END = new byte[0];
    private static final byte[] BROKEN = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CHUNKS);
    private volatile boolean abandoned;

    /**
     * Hands a chunk on; blocks while the receiver is behind.
     *
     * @throws IOException where the receiver is gone or takes nothing for a minute
     */
    void put(byte[] chunk) throws IOException {
        try {
            if (abandoned) {
                throw new IOException("the receiver is gone");
            }
            if (!queue.offer(chunk, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the receiver took nothing for " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    void end() throws IOException {
        put(END);
    }

    /** Makes the reader fail at once. */
    void abort() {
        abandoned = true;
        queue.clear();
        if (!queue.offer(BROKEN)) {
            throw new IllegalStateException("a pipe that was emptied is full: two threads write to it");
        }
    }

    InputStream reader() {
        return new Reader();
    }

    private final class Reader extends InputStream {
        private byte[] chunk = new byte[] {};
        private int position;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position == chunk.length && !next()) {
                return -1;
            }
            int part = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, target, offset, part);
            position += part;
            return part;
        }

        @SuppressWarnings("ReferenceEquality") // The end is one certain array.
        private boolean next() throws IOException {
            if (ended) {
                return false;
            }
            try {
                byte[] taken = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (taken == null) {
                    throw new IOException("nothing was written for " + PATIENCE_SECONDS + " s");
                }
                if (taken == BROKEN) {
                    throw new IOException("the body broke off");
                }
                ended = taken == END;
                chunk = taken;
                position = 0;
                return !ended;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while reading", e);
            }
        }

        @Override
        public void close() {
            abandoned = true;
            queue.clear();
        }
    }
}
