package dev.bellwether.alert.notify.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server that misbehaves byte by byte: it does one thing with each connection. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);

    interface Behaviour {
        void act(Socket socket) throws IOException, InterruptedException;
    }

    private RawServer(ServerSocket server) {
        this.server = server;
    }

    static RawServer start(Behaviour behaviour) {
        return start(newServerSocket(), behaviour);
    }

    static RawServer start(ServerSocket socket, Behaviour behaviour) {
        RawServer server = new RawServer(socket);
        Thread.ofVirtual().start(() -> server.run(behaviour));
        return server;
    }

    /** Reads the request and answers with these characters. */
    static RawServer answering(String answer) {
        return start(socket -> {
            readHead(socket);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        });
    }

    /** Reads the request and never answers. */
    static RawServer hanging() {
        RawServer server = new RawServer(newServerSocket());
        Thread.ofVirtual().start(() -> server.run(socket -> server.closed.await()));
        return server;
    }

    /** Reads the request and resets the connection. */
    static RawServer resetting() {
        return start(socket -> {
            readHead(socket);
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        });
    }

    static String readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static ServerSocket newServerSocket() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Behaviour behaviour) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                behaviour.act(socket);
            } catch (IOException e) {
                // The next connection may fare better.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/path");
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
