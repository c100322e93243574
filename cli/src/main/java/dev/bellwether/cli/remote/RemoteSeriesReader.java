package dev.bellwether.cli.remote;

import com.google.protobuf.CodedOutputStream;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.query.TimeText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int STREAMED_XOR_CHUNKS = 1;

    private final ApiClient client;
    private volatile @Nullable ApiException failure;

    public RemoteSeriesReader(ApiClient client) {
        this.client = client;
    }

    @Override
    public SeriesCursor select(Selection selection) {
        requireNoFailure();
        try {
            InputStream answer = client.remoteRead(compressed(request(selection)));
            return new RemoteSeriesCursor(answer, selection.startMillis(), selection.endMillis(), this::noted);
        } catch (ApiException e) {
            throw noted(e);
        }
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

    private static byte[] request(Selection selection) {
        return message(out -> {
            out.writeByteArray(1, message(query -> {
                query.writeInt64(1, selection.startMillis());
                query.writeInt64(2, selection.endMillis());
                for (Matcher matcher : selection.matchers()) {
                    query.writeByteArray(3, message(one -> {
                        one.writeEnum(1, type(matcher.operator()));
                        one.writeString(2, matcher.name());
                        one.writeString(3, matcher.value());
                    }));
                }
            }));
            out.writeEnum(2, STREAMED_XOR_CHUNKS);
        });
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int type(Matcher.Operator operator) {
        return switch (operator) {
            case EQUAL -> 0;
            case NOT_EQUAL -> 1;
            case MATCHES -> 2;
            case NOT_MATCHES -> 3;
        };
    }

    private static byte[] compressed(byte[] message) {
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        byte[] packed = new byte[snappy.maxCompressedLength(message.length)];
        return Arrays.copyOf(packed, snappy.compress(message, 0, message.length, packed, 0, packed.length));
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
