package dev.bellwether.storage.timescale;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the driver and the server and cuts every connection before a chosen request, as a kill of the process
 * would: the server sees a client that vanished.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int NEVER = Integer.MAX_VALUE;

    private final ServerSocket listener;
    private final String serverHost;
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger left = new AtomicInteger(NEVER);
    private volatile boolean cut;
    private volatile boolean answersOnly;

    CuttingProxy(String serverHost, int serverPort) {
        this.serverHost = serverHost;
        this.serverPort = serverPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The URL through this proxy for a URL of the server. */
    static CuttingProxy before(String url) {
        String address = url.substring("jdbc:postgresql://".length(), url.indexOf('/', "jdbc:postgresql://".length()));
        int colon = address.indexOf(':');
        return new CuttingProxy(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    String through(String url) {
        int path = url.indexOf('/', "jdbc:postgresql://".length());
        return "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + url.substring(path);
    }

    /** Cuts instead of forwarding the request after {@code requests} more. */
    void cutAfter(int requests) {
        cut = false;
        answersOnly = false;
        left.set(requests);
    }

    /** Forwards the request after {@code requests} more, but cuts before its answer. */
    void loseAnswerAfter(int requests) {
        cut = false;
        answersOnly = true;
        left.set(requests);
    }

    /** Forwards everything again. */
    void mend() {
        left.set(NEVER);
        cut = false;
    }

    /** Whether it has cut since it was told to. */
    boolean hasCut() {
        return cut;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (cut) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(serverHost, serverPort);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> forward(client, server, true));
                Thread.ofVirtual().start(() -> forward(server, client, false));
            } catch (IOException e) {
                // Closed, or the server is away: the driver notices.
            }
        }
    }

    private void forward(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(buffer);
            while (length >= 0) {
                if (requests && left.get() != NEVER && left.getAndDecrement() <= 0) {
                    cut = true;
                    if (answersOnly) {
                        from.close();
                        out.write(buffer, 0, length);
                        out.flush();
                    }
                    closeAll();
                    return;
                }
                out.write(buffer, 0, length);
                out.flush();
                length = in.read(buffer);
            }
        } catch (IOException e) {
            // The other side went away.
        } finally {
            close(from);
            close(to);
        }
    }

    private void closeAll() {
        sockets.forEach(CuttingProxy::close);
        sockets.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}
