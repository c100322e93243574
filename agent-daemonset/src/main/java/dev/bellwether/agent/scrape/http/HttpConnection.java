package dev.bellwether.agent.scrape.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose every read ends by the current deadline. For one thread, but for {@link #close}, which any thread
 * may call and which ends a read.
 */
final class HttpConnection implements AutoCloseable {
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private final Origin origin;
    private final Socket socket;
    private final InputStream in;
    private Deadline deadline;
    private boolean reused;

    private HttpConnection(Origin origin, Socket socket, Deadline deadline) throws IOException {
        this.origin = origin;
        this.socket = socket;
        this.deadline = deadline;
        this.in = new BufferedInputStream(new DeadlineStream(socket.getInputStream()), 8 * 1024);
    }

    /** Connects to the first address of the origin that answers, and shakes hands where TLS is given. */
    static HttpConnection open(Origin origin, @Nullable TlsSockets tls, Deadline deadline) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(origin.host())) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, origin.port()), deadline.remainingMillis());
                socket.setSoTimeout(deadline.remainingMillis());
                Socket secured = tls == null ? socket : tls.handshake(socket, origin);
                return new HttpConnection(origin, secured, deadline);
            } catch (SocketTimeoutException e) {
                socket.close();
                throw deadline.exceeded();
            } catch (IOException e) {
                socket.close();
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure != null ? failure : new IOException("the host " + origin.host() + " has no address");
    }

    Origin origin() {
        return origin;
    }

    /** Whether this connection has served a request before. */
    boolean isReused() {
        return reused;
    }

    void reuse(Deadline newDeadline) {
        deadline = newDeadline;
        reused = true;
    }

    void send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** A line without its end; null where the connection ended before its first byte. */
    @Nullable
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new EOFException("the target closed the connection within a header");
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new IOException(
                        "a header is longer than " + MAX_LINE_BYTES + " bytes, which is the most allowed");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    InputStream stream() {
        return in;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Gives the socket, before every read, exactly the time that is left. */
    private final class DeadlineStream extends InputStream {
        private final InputStream raw;

        DeadlineStream(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                socket.setSoTimeout(deadline.remainingMillis());
                return raw.read(target, offset, length);
            } catch (SocketTimeoutException e) {
                throw deadline.exceeded();
            }
        }
    }
}
