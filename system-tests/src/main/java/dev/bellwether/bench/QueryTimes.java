package dev.bellwether.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How long a server takes to answer a query over HTTP, in milliseconds, ascending. */
@SuppressWarnings("ArrayRecordComponent") // Read only here.
record QueryTimes(double[] millis) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    QueryTimes {
        millis = millis.clone();
        Arrays.sort(millis);
    }

    double median() {
        return millis[millis.length / 2];
    }

    double slow() {
        return millis[(int) Math.min(millis.length - 1, Math.ceil(millis.length * 0.95) - 1)];
    }

    String text() {
        return String.format(java.util.Locale.ROOT, "p50 %.1f p95 %.1f ms", median(), slow());
    }

    /** When a query is evaluated. */
    record When(String path, String parameters) {
        static When instant(long timeMillis) {
            return new When("/api/v1/query", "&time=" + timeMillis / 1_000);
        }

        static When range(long startMillis, long endMillis) {
            return new When(
                    "/api/v1/query_range", "&start=" + startMillis / 1_000 + "&end=" + endMillis / 1_000 + "&step=15");
        }
    }

    /** Asks once, reads the whole answer. */
    static byte[] ask(int port, String expression, When when) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + when.path() + "?query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8) + when.parameters()))
                        .header("Accept-Encoding", "identity")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("port " + port + " answers " + answer.statusCode() + " to " + expression + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    /** How many series an answer has. */
    static int series(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        int count = 0;
        for (int at = text.indexOf("\"metric\""); at >= 0; at = text.indexOf("\"metric\"", at + 1)) {
            count++;
        }
        return count;
    }

    static double timed(int port, String expression, When when) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        ask(port, expression, when);
        return (System.nanoTime() - begun) / 1e6;
    }
}
