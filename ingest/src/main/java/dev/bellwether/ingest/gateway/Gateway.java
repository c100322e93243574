package dev.bellwether.ingest.gateway;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.SeriesBlockPublisher;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes samples from senders and appends them to the log; answers OK only when the log has them.
 *
 * <p>Built once from its ports, started once, closed once. The log's clients are the caller's: they are closed after the
 * gateway, by whoever made them.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayConfig config;
    private final SeriesBlockPublisher blockPublisher;
    private final GrpcDoor grpc;
    private final Supplier<HttpDoor> openHttp;
    private final Supplier<Optional<String>> problem;
    private volatile @Nullable HttpDoor http;

    /**
     * Wires a gateway; nothing listens yet.
     *
     * @param publisher appends to {@code samples} and {@code series-blocks}
     * @param blocks the blocks of the log, started
     * @param topics gives the retention of blocks
     * @throws IllegalArgumentException where a file that the config names cannot be read
     */
    public Gateway(
            GatewayConfig config,
            LogPublisher publisher,
            SeriesBlockLog blocks,
            TopicSettings topics,
            PrometheusMeterRegistry registry,
            Clock clock) {
        this.config = config;
        GatewayMetrics metrics = new GatewayMetrics(registry);
        Authentication authentication = new Authentication(config, clock);
        this.blockPublisher = new SeriesBlockPublisher(publisher, blocks, topics, clock);
        SampleAppender appender = new SampleAppender(publisher, config.maxInFlightBytes(), clock);
        AgentRecords records = new AgentRecords(config.limits(), clock);
        BatchIntake intake = new BatchIntake(blocks, blockPublisher, appender, config.limits(), clock);
        IngestService.SessionFactory sessions = (principal, door, outlet, gone) ->
                new AgentSession(principal, door, intake, records, metrics, outlet, gone);
        IngestService service = new IngestService(sessions);
        this.grpc = new GrpcDoor(config, authentication, service, metrics);
        this.problem = appender::problem;
        RequestBodies bodies = new RequestBodies(config.limits());
        PushHandler push = new PushHandler(bodies, sessions);
        RemoteWriteHandler remoteWrite = new RemoteWriteHandler(
                bodies,
                appender,
                blockPublisher,
                records,
                metrics,
                config.limits(),
                publisher.layout().partitions(Topic.SAMPLES),
                clock);
        this.openHttp =
                () -> HttpDoor.open(config, authentication, metrics, registry, push, remoteWrite, appender::problem);
        metrics.gauge(
                "bellwether.gateway.in.flight.bytes", "Bytes on their way into the log.", appender::inFlightBytes);
        metrics.gauge("bellwether.gateway.streams", "Streams of agents.", service::streams);
        metrics.gauge("bellwether.gateway.blocks", "Series blocks that the log holds.", blocks::size);
    }

    /**
     * Opens the doors.
     *
     * @throws GatewayException where a port is taken
     */
    public void start() {
        grpc.start(config.grpc());
        http = openHttp.get();
        LOG.atInfo()
                .addKeyValue("grpc", config.grpc().host() + ":" + grpcPort())
                .addKeyValue("http", config.http().host() + ":" + httpPort())
                .log("gateway serves");
    }

    /** The port that agents come in by. */
    public int grpcPort() {
        return grpc.port();
    }

    /** The port of remote_write, health and metrics; 0 before the start. */
    public int httpPort() {
        HttpDoor door = http;
        return door == null ? 0 : door.port();
    }

    /** Why nothing is accepted right now; empty where the log takes what comes. */
    public Optional<String> problem() {
        return problem.get();
    }

    /** Closes the doors; what was accepted is in the log. */
    @Override
    public void close() {
        HttpDoor door = http;
        if (door != null) {
            door.close();
        }
        grpc.close();
        blockPublisher.close();
    }
}
