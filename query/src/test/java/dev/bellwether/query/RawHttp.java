package dev.bellwether.query;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests as no well-behaved client would send them. */
final class RawHttp {
    private RawHttp() {}

    /** The whole answer to a GET of this very path. */
    static String get(String address, String path, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (Socket socket = open(address)) {
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Socket open(String address) throws IOException {
        URI uri = URI.create(address);
        return new Socket(uri.getHost(), uri.getPort());
    }
}
