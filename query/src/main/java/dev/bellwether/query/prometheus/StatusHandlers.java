package dev.bellwether.query.prometheus;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.QueryConfig;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code /api/v1/status/…}. Safe for use by many threads. */
public final class StatusHandlers {
    /** The version of Prometheus whose behaviour clients may count on. */
    private static final String COMPATIBLE_VERSION = "3.8.0";

    private static final Duration RECENT = Duration.ofHours(2);
    private static final int MOST_STATISTICS = 10_000;

    private final QueryConfig config;
    private final SeriesReader reader;
    private final Clock clock;
    private final Instant started;

    public StatusHandlers(QueryConfig config, SeriesReader reader, Clock clock) {
        this.config = config;
        this.reader = reader;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** A version of Prometheus, by which clients choose their features, and what really answers. */
    public Reply buildInformation(Request request) {
        String version = StatusHandlers.class.getPackage().getImplementationVersion();
        return Success.reply(json -> json.beginObject()
                .name("version")
                .value(COMPATIBLE_VERSION)
                .name("revision")
                .value("bellwether-" + (version == null ? "development" : version))
                .name("branch")
                .value("")
                .name("buildUser")
                .value("")
                .name("buildDate")
                .value("")
                .name("goVersion")
                .value("java" + Runtime.version().feature())
                .endObject());
    }

    /** What the process is doing. */
    public Reply runtimeInformation(Request request) {
        return Success.reply(json -> {
            json.beginObject().name("startTime").value(started.toString());
            json.name("CWD").value("").name("hostname").value("");
            json.name("serverTime").value(clock.instant().toString());
            json.name("reloadConfigSuccess").value(true);
            json.name("lastConfigTime").value(started.toString());
            json.name("corruptionCount").value(0L);
            json.name("goroutineCount")
                    .value((long) ManagementFactory.getThreadMXBean().getThreadCount());
            json.name("GOMAXPROCS").value((long) Runtime.getRuntime().availableProcessors());
            json.name("GOMEMLIMIT").value(Runtime.getRuntime().maxMemory());
            json.name("GOGC").value("").name("GODEBUG").value("");
            json.name("storageRetention").value("").endObject();
        });
    }

    /** The settings in force, as YAML. */
    public Reply configuration(Request request) {
        StringBuilder yaml = new StringBuilder("# Bellwether's query server\n");
        flags().forEach((name, value) ->
                yaml.append(name).append(": \"").append(value).append("\"\n"));
        return Success.reply(
                json -> json.beginObject().name("yaml").value(yaml.toString()).endObject());
    }

    /** The settings that Prometheus has as flags, under its names. */
    public Reply flags(Request request) {
        return Success.reply(json -> {
            json.beginObject();
            for (Map.Entry<String, String> flag : flags().entrySet()) {
                json.name(flag.getKey()).value(flag.getValue());
            }
            json.endObject();
        });
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new TreeMap<>();
        flags.put("query.lookback-delta", seconds(config.query().lookbackDelta()));
        flags.put("query.max-concurrency", String.valueOf(config.query().maxConcurrentQueries()));
        flags.put("query.max-samples", String.valueOf(config.query().maxSamples()));
        flags.put("query.timeout", seconds(config.query().timeout()));
        flags.put(
                "storage.remote.read-concurrent-limit",
                String.valueOf(config.remoteRead().maxConcurrentReads()));
        flags.put(
                "storage.remote.read-max-bytes-in-frame",
                String.valueOf(config.remoteRead().maxFrameBytes()));
        flags.put(
                "storage.remote.read-sample-limit",
                String.valueOf(config.remoteRead().maxSamples()));
        flags.put("web.cors.origin", String.join("|", config.corsOrigins()));
        flags.put("web.listen-address", config.host() + ":" + config.port());
        flags.put("web.max-connections", String.valueOf(config.maxRequests()));
        return flags;
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }

    /** How many series there are, by metric and by label, among those of the last two hours. */
    public Reply statistics(Request request) {
        int limit = ParameterReader.optionalNumber(request.parameters(), "limit", 10);
        if (limit < 1) {
            throw new PrometheusException(ErrorType.BAD_DATA, "limit must be a positive number");
        }
        if (limit > MOST_STATISTICS) {
            throw new PrometheusException(ErrorType.BAD_DATA, "limit must not exceed " + MOST_STATISTICS);
        }
        long now = clock.millis();
        long since = now - RECENT.toMillis();
        List<Labels> series = reader.series(List.of(), since, now, 0);
        Cardinality cardinality = Cardinality.of(series);
        return Success.reply(json -> {
            json.beginObject().name("headStats").beginObject();
            json.name("numSeries").value((long) series.size());
            json.name("numLabelPairs").value((long) cardinality.labelPairs());
            json.name("chunkCount").value(0L);
            json.name("minTime").value(since).name("maxTime").value(now).endObject();
            write("seriesCountByMetricName", cardinality.seriesByMetric(limit), json);
            write("labelValueCountByLabelName", cardinality.valuesByLabel(limit), json);
            write("memoryInBytesByLabelName", cardinality.bytesByLabel(limit), json);
            write("seriesCountByLabelValuePair", cardinality.seriesByPair(limit), json);
            json.endObject();
        });
    }

    private static void write(String name, List<Map.Entry<String, Long>> statistics, JsonWriter json)
            throws IOException {
        json.name(name).beginArray();
        for (Map.Entry<String, Long> entry : statistics) {
            json.beginObject().name("name").value(entry.getKey());
            json.name("value").value(entry.getValue().longValue()).endObject();
        }
        json.endArray();
    }
}
