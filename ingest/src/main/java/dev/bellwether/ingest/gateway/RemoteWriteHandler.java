package dev.bellwether.ingest.gateway;

import com.sun.net.httpserver.HttpExchange;
import dev.bellwether.ingest.gateway.Answer.Reason;
import dev.bellwether.ingest.gateway.Answer.Refused;
import dev.bellwether.ingest.gateway.GatewayMetrics.Door;
import dev.bellwether.ingest.gateway.remotewrite.IncomingRequest;
import dev.bellwether.ingest.gateway.remotewrite.IncomingSeries;
import dev.bellwether.ingest.gateway.remotewrite.KnownSeries;
import dev.bellwether.ingest.gateway.remotewrite.MalformedRequestException;
import dev.bellwether.ingest.gateway.remotewrite.RecurringSeries;
import dev.bellwether.ingest.gateway.remotewrite.RemoteWriteDecoder;
import dev.bellwether.ingest.gateway.remotewrite.RequestSplitter;
import dev.bellwether.ingest.gateway.remotewrite.SeriesCache;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.SeriesBlockPublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus remote_write 1.0 and 2.0.
 *
 * <p>A request is answered 204 when the log has all of it. Its identity is the hash of its bytes, its sender and its
 * tenant, and each of its pieces has one derived from that: when it is sent again after half of it went in, the writer
 * knows that half. A series that breaks a rule is left out and named in a 400, as the specification says; the others are
 * written.
 */
final class RemoteWriteHandler implements HttpDoor.Handler {
    private static final String VERSION_1 = "prometheus.writerequest";
    private static final String VERSION_2 = "io.prometheus.write.v2.request";
    private static final int MAX_LINES = 10;

    private final RequestBodies bodies;
    private final SampleAppender appender;
    private final AgentRecords records;
    private final GatewayMetrics metrics;
    private final GatewayLimits limits;
    private final BatchChecks checks;
    private final SeriesCache cache = SeriesCache.forHeap(Runtime.getRuntime().maxMemory());
    private final FamilyMemory families = new FamilyMemory(cache.symbols());
    private final SeriesBlockPublisher blocks;
    private final int partitions;
    private final Clock clock;

    RemoteWriteHandler(
            RequestBodies bodies,
            SampleAppender appender,
            SeriesBlockPublisher blocks,
            AgentRecords records,
            GatewayMetrics metrics,
            GatewayLimits limits,
            int partitions,
            Clock clock) {
        this.bodies = bodies;
        this.appender = appender;
        this.blocks = blocks;
        this.records = records;
        this.metrics = metrics;
        this.limits = limits;
        this.checks = new BatchChecks(limits);
        this.partitions = partitions;
        this.clock = clock;
    }

    /** What of a request may be written. */
    private static final class Selection {
        private final List<IncomingSeries> series = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        private int samples;
        private int histograms;
        private int leftOut;
    }

    @Override
    public Door door() {
        return Door.REMOTE_WRITE;
    }

    @Override
    public void handle(HttpExchange exchange, Principal principal) throws IOException, HttpRefusal {
        long arrivedNanos = System.nanoTime();
        boolean version2 = isVersion2(exchange.getRequestHeaders().getFirst("Content-Type"));
        IncomingRequest request;
        String identity;
        try (RequestBodies.Body body = bodies.read(exchange)) {
            request = version2
                    ? RemoteWriteDecoder.version2(body.bytes(), cache)
                    : RemoteWriteDecoder.version1(body.bytes(), cache);
            // As it came: a sender that tries again sends the same bytes, and these are a tenth of those unpacked.
            identity = identity(principal, body.packed());
        } catch (MalformedRequestException e) {
            throw new HttpRefusal(400, Reason.INVALID, String.valueOf(e.getMessage()));
        }
        families.remember(principal.tenant(), request.metadata());
        Selection selection = select(principal, request);
        takeFromAllowance(principal, selection);
        int bytes = append(principal, selection, identity);
        metrics.accepted(
                door(),
                selection.samples + selection.histograms,
                bytes,
                Duration.ofNanos(System.nanoTime() - arrivedNanos));
        answer(exchange, selection, version2);
    }

    private static boolean isVersion2(@Nullable String contentType) throws HttpRefusal {
        if (contentType == null) {
            return false;
        }
        String proto = VERSION_1;
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("proto=")) {
                proto = part.substring("proto=".length());
            }
        }
        if (!parts[0].strip().equals("application/x-protobuf")
                || !(proto.equals(VERSION_1) || proto.equals(VERSION_2))) {
            throw new HttpRefusal(
                    415,
                    Reason.INVALID,
                    "Content-Type is \"" + contentType + "\", allowed are application/x-protobuf with "
                            + "proto=prometheus.WriteRequest or proto=io.prometheus.write.v2.Request");
        }
        return proto.equals(VERSION_2);
    }

    private Selection select(Principal principal, IncomingRequest request) {
        Selection selection = new Selection();
        for (String rejected : request.rejected()) {
            complain(selection, Reason.INVALID, rejected);
        }
        long now = clock.millis();
        long earliest = now - limits.maxAge().toMillis();
        long latest = now + limits.maxFuture().toMillis();
        for (IncomingSeries series : request.series()) {
            Refused violation = checkLabels(series.known());
            if (violation == null) {
                violation = checks.times(series.timestampMillis(), earliest, latest);
            }
            if (violation == null) {
                violation = checks.times(series.histogramMillis(), earliest, latest);
            }
            if (violation == null) {
                selection.series.add(series.with(families.describe(principal.tenant(), series.known())));
                selection.samples += series.values().length;
                selection.histograms += series.histograms().size();
            } else {
                complain(selection, violation.reason(), violation.message());
            }
        }
        return selection;
    }

    private @Nullable Refused checkLabels(KnownSeries series) {
        if (series.isAllowed()) {
            return null;
        }
        Refused violation = checks.series(series.labels(), 0);
        if (violation == null) {
            series.allow();
        }
        return violation;
    }

    private void complain(Selection selection, Reason reason, String message) {
        metrics.refused(door(), reason);
        selection.leftOut++;
        if (selection.complaints.size() < MAX_LINES) {
            selection.complaints.add(message);
        }
    }

    private void takeFromAllowance(Principal principal, Selection selection) throws HttpRefusal {
        long wait = records.of(principal.tenant(), sender(principal)).take(selection.samples + selection.histograms);
        if (wait > 0) {
            throw HttpRefusal.later(
                    429,
                    Reason.RATE_LIMIT,
                    "more than " + limits.samplesPerSecond() + " samples a second",
                    (wait + 999) / 1_000);
        }
    }

    /** Appends all pieces and waits until the log has them; how many bytes they are. */
    private int append(Principal principal, Selection selection, String identity) throws HttpRefusal {
        List<RequestSplitter.Piece> pieces = split(principal, selection);
        List<CompletableFuture<?>> appended = new ArrayList<>(pieces.size());
        int bytes = 0;
        for (int i = 0; i < pieces.size(); i++) {
            RequestSplitter.Piece piece = pieces.get(i);
            bytes += piece.batch().length;
            CompletableFuture<?> done = appender.append(
                    principal,
                    piece.key(),
                    piece.batch(),
                    Map.of(BatchHeaders.REQUEST_IDENTITY, SampleAppender.text(identity + "-" + i)));
            if (done == null) {
                throw HttpRefusal.later(503, Reason.LOG_SLOW, "the log takes less than comes in", 1);
            }
            appended.add(done);
        }
        try {
            CompletableFuture.allOf(appended.toArray(new CompletableFuture<?>[0]))
                    .get(KafkaSettings.DELIVERY_TIMEOUT.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw HttpRefusal.later(503, Reason.LOG_AWAY, "the log does not take the request now", 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpRefusal.later(503, Reason.LOG_AWAY, "the gateway stops", 1);
        }
        return bytes;
    }

    private List<RequestSplitter.Piece> split(Principal principal, Selection selection) throws HttpRefusal {
        try {
            RecurringSeries places = new RecurringSeries(blocks, principal.tenant());
            return new RequestSplitter(sender(principal), partitions, places).split(selection.series);
        } catch (LogUnavailableException e) {
            throw HttpRefusal.later(503, Reason.LOG_AWAY, "the log does not take the request now", 1);
        } catch (InvalidBatchException e) {
            throw new HttpRefusal(400, Reason.TOO_LARGE, String.valueOf(e.getMessage()));
        }
    }

    private static String sender(Principal principal) {
        return "remote-write/" + principal.name();
    }

    /** Names the request: what it says, who says it, and for whom. */
    private static String identity(Principal principal, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((principal.name() + "\n" + principal.tenant() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void answer(HttpExchange exchange, Selection selection, boolean version2) throws IOException {
        if (version2) {
            String prefix = "X-Prometheus-Remote-Write-";
            exchange.getResponseHeaders().set(prefix + "Samples-Written", String.valueOf(selection.samples));
            exchange.getResponseHeaders().set(prefix + "Histograms-Written", String.valueOf(selection.histograms));
            // Exemplars are accepted and not kept.
            exchange.getResponseHeaders().set(prefix + "Exemplars-Written", "0");
        }
        if (selection.leftOut == 0) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        String body = selection.leftOut + " series left out, the others were written:\n"
                + String.join("\n", selection.complaints) + "\n";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(400, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
