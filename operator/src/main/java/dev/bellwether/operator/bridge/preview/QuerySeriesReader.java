package dev.bellwether.operator.bridge.preview;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.remote.RemoteReadRequest;
import dev.bellwether.remote.RemoteSeriesCursor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series of a stack over its API's remote read. After a failure nothing more is asked for: an engine takes it for the
 * failure of one evaluation, so {@link #failure} tells it apart. Used by one thread.
 */
final class QuerySeriesReader implements SeriesReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int MOST_COMPLAINT = 300;

    private final HttpClient client;
    private final URI address;
    private @Nullable UnreadableException failure;

    /** Samples could not be read; the message says why. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** @param address of the API, without a path */
    QuerySeriesReader(HttpClient client, URI address) {
        this.client = client;
        this.address = address.resolve("/api/v1/read");
    }

    /** Why samples could not be read, null where they all could. */
    @Nullable
    UnreadableException failure() {
        return failure;
    }

    private UnreadableException failed(String message, @Nullable Throwable cause) {
        UnreadableException now = new UnreadableException(message, cause);
        failure = now;
        return now;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        UnreadableException known = failure;
        if (known != null) {
            throw known;
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf")
                .header("X-Prometheus-Remote-Read-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(RemoteReadRequest.of(selection)))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == OK) {
                return new RemoteSeriesCursor(
                        response.body(), selection.startMillis(), selection.endMillis(), this::failed);
            }
            try (InputStream body = response.body()) {
                String complaint = new String(body.readNBytes(MOST_COMPLAINT), StandardCharsets.UTF_8);
                throw failed("the API answers " + response.statusCode() + ": " + complaint.strip(), null);
            }
        } catch (IOException e) {
            throw failed("the API cannot be asked: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("asking the API was interrupted", e);
        }
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        TreeSet<Labels> found = new TreeSet<>();
        for (List<Matcher> all : matchers) {
            try (SeriesCursor cursor = select(new Selection(all, startMillis, endMillis, Selection.Hints.NONE))) {
                while ((limit <= 0 || found.size() < limit) && cursor.nextSeries()) {
                    found.add(cursor.labels());
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return texts(matchers, startMillis, endMillis, limit, labels -> labels.toMap().keySet().stream());
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return texts(matchers, startMillis, endMillis, limit, labels -> Stream.ofNullable(labels.get(labelName)));
    }

    private List<String> texts(
            List<List<Matcher>> matchers,
            long startMillis,
            long endMillis,
            int limit,
            Function<Labels, Stream<String>> texts) {
        Stream<String> all = series(matchers, startMillis, endMillis, 0).stream()
                .flatMap(texts)
                .distinct()
                .sorted();
        return (limit > 0 ? all.limit(limit) : all).toList();
    }
}
