package dev.bellwether.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellwether standalone}. */
@Command(
        name = "standalone",
        description = "Runs everything in one process.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class StandaloneCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept", defaultValue = "data")
    private Path data = Path.of("data");

    @Option(
            names = "--manifests",
            paramLabel = "DIR",
            description = "rules and notifiers, in force within a second of a change",
            defaultValue = "examples")
    private Path manifests = Path.of("examples");

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "address of the API; everything else stays on 127.0.0.1",
            defaultValue = "127.0.0.1")
    private String listen = "127.0.0.1";

    @Option(
            names = "--api-token-file",
            paramLabel = "FILE",
            description = "bearer token that changes over the API need (docs/alert-api.md); read again when it changes")
    private @Nullable Path apiTokenFile;

    @Option(names = "--api-port", paramLabel = "PORT", description = "HTTP API", defaultValue = "7080")
    private int apiPort;

    @Option(names = "--http-port", paramLabel = "PORT", description = "ingest over HTTP", defaultValue = "7081")
    private int httpPort;

    @Option(names = "--grpc-port", paramLabel = "PORT", description = "ingest over gRPC", defaultValue = "7082")
    private int grpcPort;

    @Option(names = "--agent-port", paramLabel = "PORT", description = "the agent's page", defaultValue = "7083")
    private int agentPort;

    @Option(names = "--database-port", paramLabel = "PORT", description = "PostgreSQL", defaultValue = "7432")
    private int databasePort;

    @Option(names = "--broker-port", paramLabel = "PORT", description = "Kafka", defaultValue = "7092")
    private int brokerPort;

    @Option(
            names = "--agent-config",
            paramLabel = "FILE",
            description = "what this machine's agent collects and scrapes (docs/agent-configuration.md)")
    private @Nullable Path agentConfig;

    @Option(
            names = "--demo-agents",
            paramLabel = "N",
            description = "simulated machines beside this one",
            defaultValue = "0")
    private int demoAgents;

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.ofProcess();
        try {
            StandaloneConfig.Ports ports =
                    new StandaloneConfig.Ports(apiPort, httpPort, grpcPort, agentPort, databasePort, brokerPort);
            if (!Files.isDirectory(manifests)) {
                throw new StartupException("--manifests is " + manifests + ", which is no directory");
            }
            run(
                    new StandaloneConfig(
                            data,
                            manifests,
                            listen,
                            Optional.ofNullable(apiTokenFile),
                            ports,
                            Optional.ofNullable(agentConfig),
                            demoAgents),
                    console);
            return 0;
        } catch (StartupException | IllegalArgumentException e) {
            console.failure(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private static void run(StandaloneConfig config, Console console) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stop.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (Standalone standalone = Standalone.start(config, console)) {
            stop.await();
        } finally {
            stopped.countDown();
        }
    }
}
