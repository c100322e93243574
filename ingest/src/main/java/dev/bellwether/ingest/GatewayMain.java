package dev.bellwether.ingest;

import dev.bellwether.ingest.gateway.AgentTokens;
import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.gateway.GatewayLimits;
import dev.bellwether.ingest.gateway.ListenAddress;
import dev.bellwether.process.Environment;
import dev.bellwether.process.LogClients;
import dev.bellwether.process.PageServer;
import dev.bellwether.process.Program;
import dev.bellwether.process.Running;
import dev.bellwether.process.TlsFiles;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The gateway as a process of its own, set up by environment variables; docs/processes.md lists them. */
public final class GatewayMain {
    private GatewayMain() {}

    /** Serves until the process is told to stop; ends with 2 for a wrong setting, 1 where it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        Program.run(GatewayMain::start);
    }

    private static void start(Environment environment, Running running) throws InterruptedException {
        GatewayConfig config = config(environment);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        LogClients log;
        try (PageServer pages = PageServer.open(environment, config.http().port(), registry, "waiting for the log")) {
            log = running.add(LogClients.open(environment, "bellwether-gateway", Clock.systemUTC()));
        }
        Gateway gateway = new Gateway(config, log.publisher(), log.blocks(), log.topics(), registry, Clock.systemUTC());
        gateway.start();
        running.add(gateway);
    }

    static GatewayConfig config(Environment environment) {
        GatewayConfig usual = GatewayConfig.LOCAL;
        GatewayLimits limits = GatewayLimits.DEFAULT;
        return new GatewayConfig(
                new ListenAddress(
                        environment.text("BELLWETHER_GRPC_HOST", usual.grpc().host()),
                        environment.number("BELLWETHER_GRPC_PORT", usual.grpc().port())),
                new ListenAddress(
                        environment.text("BELLWETHER_HTTP_HOST", usual.http().host()),
                        environment.number("BELLWETHER_HTTP_PORT", usual.http().port())),
                TlsFiles.of(environment),
                environment.path("BELLWETHER_CREDENTIALS_FILE"),
                agentTokens(environment),
                new GatewayLimits(
                        environment.number("BELLWETHER_MAX_REQUEST_BYTES", limits.maxRequestBytes()),
                        environment.number("BELLWETHER_MAX_DECOMPRESSED_BYTES", limits.maxDecompressedBytes()),
                        environment.number("BELLWETHER_MAX_SERIES_PER_AGENT", limits.maxSeriesPerAgent()),
                        environment.number("BELLWETHER_MAX_LABELS_PER_SERIES", limits.maxLabelsPerSeries()),
                        environment.number("BELLWETHER_MAX_LABEL_NAME_LENGTH", limits.maxLabelNameLength()),
                        environment.number("BELLWETHER_MAX_LABEL_VALUE_LENGTH", limits.maxLabelValueLength()),
                        environment.number("BELLWETHER_SAMPLES_PER_SECOND", limits.samplesPerSecond()),
                        environment.duration("BELLWETHER_MAX_FUTURE", limits.maxFuture()),
                        environment.duration("BELLWETHER_MAX_AGE", limits.maxAge())),
                environment.number("BELLWETHER_MAX_IN_FLIGHT_BYTES", usual.maxInFlightBytes()),
                environment.flag("BELLWETHER_GRPC_REFLECTION"));
    }

    private static Optional<AgentTokens> agentTokens(Environment environment) {
        Optional<Path> keys = environment.path("BELLWETHER_AGENT_TOKEN_KEYS");
        if (keys.isEmpty()) {
            if (environment.text("BELLWETHER_AGENT_TOKEN_ISSUER").isPresent()
                    || environment.text("BELLWETHER_AGENT_TOKEN_SUBJECT").isPresent()) {
                throw new IllegalArgumentException(
                        "BELLWETHER_AGENT_TOKEN_ISSUER and BELLWETHER_AGENT_TOKEN_SUBJECT need BELLWETHER_AGENT_TOKEN_KEYS");
            }
            return Optional.empty();
        }
        return Optional.of(new AgentTokens(
                keys.get(),
                environment.required("BELLWETHER_AGENT_TOKEN_ISSUER"),
                environment.text("BELLWETHER_AGENT_TOKEN_AUDIENCE", AgentTokens.DEFAULT_AUDIENCE),
                environment.required("BELLWETHER_AGENT_TOKEN_SUBJECT")));
    }
}
