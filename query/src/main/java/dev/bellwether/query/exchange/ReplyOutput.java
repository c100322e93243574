package dev.bellwether.query.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body as it is written: a short one is handed on whole, a long one streams while it is still written.
 *
 * <p>Bodies from {@value #COMPRESSED_FROM} bytes on are compressed where the receiver allows it. Written by one thread.
 */
public final class ReplyOutput extends OutputStream {
    private static final int COMPRESSED_FROM = 1024;
    private static final int FIRST_CHUNK = 16 * 1024;
    private static final int STREAMED_FROM = 1024 * 1024;

    private final Encoding encoding;
    private final Receiver receiver;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(COMPRESSED_FROM);
    private final Sink sink = new Sink();
    private @Nullable OutputStream encoder;

    /** Who sends the body on. */
    public interface Receiver {
        /** The whole body. Called at most once, and then {@link #stream} is not. */
        void whole(byte[] body, Encoding encoding);

        /** A body of unknown length that blocks its reader until it is written. */
        void stream(InputStream body, Encoding encoding);
    }

    public ReplyOutput(Encoding encoding, Receiver receiver) {
        this.encoding = encoding;
        this.receiver = receiver;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        OutputStream target = encoder;
        if (target == null) {
            if (head.size() + length <= COMPRESSED_FROM) {
                head.write(bytes, offset, length);
                return;
            }
            target = encoding.around(sink);
            encoder = target;
            head.writeTo(target);
        }
        target.write(bytes, offset, length);
    }

    /** Ends the body well; without it the receiver sees a broken one or none. */
    public void finish() throws IOException {
        OutputStream target = encoder;
        if (target == null) {
            receiver.whole(head.toByteArray(), Encoding.NONE);
        } else {
            target.close();
        }
    }

    /** Ends a body that cannot be completed: where it streams already, its reader fails. */
    public void abort() {
        sink.abort();
    }

    /** Collects what is encoded, and streams it once it is long. */
    private final class Sink extends OutputStream {
        private byte[] chunk = new byte[FIRST_CHUNK];
        private int used;
        private @Nullable Pipe pipe;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (used == STREAMED_FROM) {
                    send();
                }
                if (used == chunk.length) {
                    int wanted = Math.max(chunk.length * 4, used + length - done);
                    chunk = Arrays.copyOf(chunk, Math.min(STREAMED_FROM, wanted));
                }
                int part = Math.min(length - done, chunk.length - used);
                System.arraycopy(bytes, offset + done, chunk, used, part);
                used += part;
                done += part;
            }
        }

        private void send() throws IOException {
            Pipe open = pipe;
            if (open == null) {
                open = new Pipe();
                pipe = open;
                receiver.stream(open.reader(), encoding);
            }
            open.put(Arrays.copyOf(chunk, used));
            used = 0;
        }

        void abort() {
            Pipe open = pipe;
            if (open != null) {
                open.abort();
            }
        }

        @Override
        public void close() throws IOException {
            Pipe open = pipe;
            if (open == null) {
                receiver.whole(Arrays.copyOf(chunk, used), encoding);
                chunk = new byte[0];
                return;
            }
            if (used > 0) {
                send();
            }
            open.end();
        }
    }
}
