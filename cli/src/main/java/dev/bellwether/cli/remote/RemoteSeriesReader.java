package dev.bellwether.cli.remote;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.query.TimeText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.remote.RemoteReadRequest;
import dev.bellwether.remote.RemoteSeriesCursor;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series of a server over the remote read protocol, streamed: with all samples as they are stored, markers of
 * staleness included. After a failure to read nothing more is asked for: an engine takes it for the failure of one
 * evaluation, so {@link #requireNoFailure} tells it apart. Safe for use by many threads.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto">the messages</a>
 */
public final class RemoteSeriesReader implements SeriesReader {
    private final ApiClient client;
    private volatile @Nullable ApiException failure;

    public RemoteSeriesReader(ApiClient client) {
        this.client = client;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        requireNoFailure();
        try {
            InputStream answer = client.remoteRead(RemoteReadRequest.of(selection));
            return new RemoteSeriesCursor(answer, selection.startMillis(), selection.endMillis(), this::failed);
        } catch (ApiException e) {
            throw noted(e);
        }
    }

    private ApiException failed(String message, Throwable cause) {
        return noted(new ApiException(message, cause));
    }

    private ApiException noted(ApiException e) {
        failure = e;
        return e;
    }

    /**
     * Asks whether all could be read so far.
     *
     * @throws ApiException the last failure to read
     */
    public void requireNoFailure() {
        ApiException known = failure;
        if (known != null) {
            throw known;
        }
    }

    @Override
    public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return JsonTree.list(client.post("/api/v1/series", parameters(matchers, startMillis, endMillis, limit))
                        .data())
                .stream()
                .map(RemoteSeriesReader::labels)
                .sorted()
                .toList();
    }

    private static Labels labels(@Nullable Object json) {
        Labels.Builder labels = Labels.builder();
        JsonTree.object(json).forEach((name, value) -> labels.set(name, JsonTree.text(value)));
        return labels.build();
    }

    @Override
    public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        return JsonTree.texts(client.post("/api/v1/labels", parameters(matchers, startMillis, endMillis, limit))
                .data());
    }

    @Override
    public List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        String path = "/api/v1/label/" + ApiClient.encode(labelName) + "/values";
        return JsonTree.texts(client.get(path, parameters(matchers, startMillis, endMillis, limit))
                .data());
    }

    private static List<Map.Entry<String, String>> parameters(
            List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (List<Matcher> all : matchers) {
            parameters.add(Map.entry(
                    "match[]", all.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"))));
        }
        parameters.add(Map.entry("start", TimeText.seconds(Instant.ofEpochMilli(startMillis))));
        parameters.add(Map.entry("end", TimeText.seconds(Instant.ofEpochMilli(endMillis))));
        if (limit > 0) {
            parameters.add(Map.entry("limit", Integer.toString(limit)));
        }
        return parameters;
    }
}
