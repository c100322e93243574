package dev.bellwether.ingest;

import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import dev.bellwether.ingest.gateway.GatewayLimits;
import dev.bellwether.ingest.gateway.ListenAddress;
import dev.bellwether.ingest.gateway.TlsFiles;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The gateway as a process of its own, set up by environment variables; the module's README lists them. */
public final class GatewayMain {
    private GatewayMain() {}

    /** Serves until the process is told to stop; ends with 2 for a wrong setting, 1 where it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        Environment environment = new Environment(System.getenv());
        try {
            GatewayConfig config = config(environment);
            LogClients log = LogClients.open(environment, "bellwether-gateway");
            Gateway gateway = new Gateway(
                    config,
                    log.publisher(),
                    log.blocks(),
                    log.topics(),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    Clock.systemUTC());
            gateway.start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                gateway.close();
                                log.close();
                            },
                            "gateway-stop"));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
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
                tls(environment),
                environment.path("BELLWETHER_CREDENTIALS_FILE"),
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

    private static Optional<TlsFiles> tls(Environment environment) {
        Optional<Path> certificates = environment.path("BELLWETHER_TLS_CERTIFICATES");
        Optional<Path> privateKey = environment.path("BELLWETHER_TLS_PRIVATE_KEY");
        if (certificates.isPresent() != privateKey.isPresent()) {
            throw new IllegalArgumentException(
                    "BELLWETHER_TLS_CERTIFICATES and BELLWETHER_TLS_PRIVATE_KEY belong together; one of them is not set");
        }
        Optional<Path> authorities = environment.path("BELLWETHER_TLS_CLIENT_AUTHORITIES");
        if (certificates.isEmpty() || privateKey.isEmpty()) {
            if (authorities.isPresent()) {
                throw new IllegalArgumentException(
                        "BELLWETHER_TLS_CLIENT_AUTHORITIES needs BELLWETHER_TLS_CERTIFICATES and its key");
            }
            return Optional.empty();
        }
        return Optional.of(new TlsFiles(certificates.get(), privateKey.get(), authorities));
    }
}
