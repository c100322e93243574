package dev.bellwether.bench;

import dev.bellwether.ingest.gateway.Gateway;
import dev.bellwether.ingest.gateway.GatewayConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;

/** The gateway in a process of its own. */
final class GatewayProcess {
    private GatewayProcess() {}

    /** Arguments: the broker's address. Greets with its ports, gRPC and HTTP. */
    public static void main(String[] arguments) throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (LogClients log = LogClients.open(arguments[0]);
                Gateway gateway = new Gateway(
                        GatewayConfig.LOCAL.withPorts(0, 0),
                        log.publisher(),
                        log.blocks(),
                        LogClients.TOPICS,
                        registry,
                        Clock.systemUTC())) {
            gateway.start();
            Commands.serve(gateway.grpcPort() + " " + gateway.httpPort(), words -> "ok");
        }
        System.exit(0);
    }
}
