package dev.bellwether.agent.scrape.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer.
 *
 * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param status the number
 * @param reason what the server says of it
 * @param headers by name in lower case, the last of each name
 */
record ResponseHead(String version, int status, String reason, Map<String, String> headers) {
    private static final int MAX_HEADERS = 200;

    /** Reads a head, passing over interim answers; null where the connection ended before its first byte. */
    static @Nullable ResponseHead read(HttpConnection connection) throws IOException {
        while (true) {
            String line = connection.readLine();
            if (line == null) {
                return null;
            }
            ResponseHead head = statusLine(line);
            head.readHeaders(connection);
            if (head.status >= 200) {
                return head;
            }
        }
    }

    private static ResponseHead statusLine(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-9]\\d\\d")) {
            throw new IOException("the target does not speak HTTP/1: it said \""
                    + line.substring(0, Math.min(60, line.length())).replaceAll("\\P{Print}", "?") + "\"");
        }
        return new ResponseHead(
                parts[0], Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : "", new TreeMap<>());
    }

    private void readHeaders(HttpConnection connection) throws IOException {
        for (int count = 0; ; count++) {
            String line = connection.readLine();
            if (line == null) {
                throw new IOException("the target closed the connection within the headers");
            }
            if (line.isEmpty()) {
                return;
            }
            if (count == MAX_HEADERS) {
                throw new IOException(
                        "the answer has more than " + MAX_HEADERS + " headers, which is the most allowed");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether the connection stays open after this answer. */
    boolean keepsConnection() {
        String connection = header("connection").toLowerCase(Locale.ROOT);
        return version.equals("HTTP/1.1") ? !connection.contains("close") : connection.contains("keep-alive");
    }

    boolean isRedirect() {
        return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
                && headers.containsKey("location");
    }
}
