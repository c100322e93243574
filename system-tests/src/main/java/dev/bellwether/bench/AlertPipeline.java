package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Broker, gateway and alert engine, each a process of its own. For one thread at a time. */
final class AlertPipeline implements AutoCloseable {
    /** In three seconds: ten thousand rules are looked at every 15 s whether samples come or not. */
    private static final long BY_THE_CLOCK = 3_000;

    private static final List<String> BROKER = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private final Path directory;
    private final List<String> engineFlags;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Child broker;
    private final Child gateway;
    private Child engine;
    private int engines;

    private AlertPipeline(Path directory, List<String> engineFlags) throws IOException {
        this.directory = directory;
        this.engineFlags = engineFlags;
        Files.createDirectories(manifests());
        broker = start(
                BrokerProcess.class, BROKER, List.of(directory.resolve("kafka").toString()));
        gateway = start(GatewayProcess.class, Pipeline.SMALL, List.of(broker.greeting()));
        engine = newEngine();
    }

    /**
     * Starts all three.
     *
     * @param engineFlags of the engine's JVM
     * @param manifests what the engine reads, as YAML
     */
    static AlertPipeline start(Path directory, List<String> engineFlags, String manifests) throws IOException {
        Path file = Files.createDirectories(directory.resolve("manifests")).resolve("bench.yaml");
        Files.writeString(file, manifests);
        return new AlertPipeline(directory, engineFlags);
    }

    private Path manifests() {
        return directory.resolve("manifests");
    }

    private Child start(Class<?> program, List<String> flags, List<String> arguments) throws IOException {
        Child child = Child.start(
                program, flags, directory.resolve(program.getSimpleName() + "-" + ++engines + ".log"), arguments);
        parts.push(child);
        return child;
    }

    private Child newEngine() throws IOException {
        return start(
                AlertProcess.class,
                engineFlags,
                List.of(broker.greeting(), manifests().toString()));
    }

    /** Where remote_write goes. */
    String writeUrl() {
        return "http://127.0.0.1:" + gateway.greeting().split(" ")[1] + "/api/v1/write";
    }

    int grpcPort() {
        return Integer.parseInt(gateway.greeting().split(" ")[0]);
    }

    Child engine() {
        return engine;
    }

    /** SIGKILL to the engine; another one begins at once. */
    void replaceEngine() throws IOException {
        engine.kill();
        engine = newEngine();
    }

    AlertStatus status() throws IOException {
        return AlertStatus.parse(engine.ask("status"));
    }

    /** Evaluations since the engine began; asked without waiting for its thread. */
    long evaluations() throws IOException {
        return Long.parseLong(engine.ask("evaluations"));
    }

    /** Waits until all that has come is evaluated: what remains are evaluations by the clock. */
    void awaitRest() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        long before = -1;
        long now = evaluations();
        while (now == 0 || now - before > BY_THE_CLOCK) {
            if (System.nanoTime() > end) {
                throw new IOException("the engine still evaluates after five minutes");
            }
            TimeUnit.SECONDS.sleep(3);
            before = now;
            now = evaluations();
        }
    }

    /** Waits until so many rules are in force and evaluated. */
    void awaitRules(int rules) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        AlertStatus status = status();
        while (status.rules() < rules) {
            if (System.nanoTime() > end) {
                throw new IOException(status.rules() + " of " + rules + " rules are in force after five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(200);
            status = status();
        }
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
