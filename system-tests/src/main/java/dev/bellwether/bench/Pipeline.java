package dev.bellwether.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Broker, gateway, writer and agents, each a process of its own, and an empty database. For one thread at a time. */
final class Pipeline implements AutoCloseable {
    /** What gateway and writer run with: they are to stay below 256 MiB. */
    static final List<String> SMALL = List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MaxDirectMemorySize=48m",
            "-XX:ReservedCodeCacheSize=48m");

    /** A backlog of so many seconds is the batching of agents, log and writer, not lag. */
    static final double USUAL_SECONDS = 5;

    private static final int COMPILED_SECONDS = 10;
    /** Of a core, for each process. */
    private static final double COMPILER_SHARE = 0.005;

    private static final List<String> BROKER = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final List<String> QUERY = List.of("-Xmx1g", "-XX:+UseSerialGC");
    private static final List<String> AGENTS = List.of("-Xmx3g", "-XX:+UseSerialGC", "-Xss512k");

    private final Path directory;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Database database;
    private final Child broker;
    private final Child gateway;

    /** CPU-seconds so far of each process. */
    record Cpu(double agents, double gateway, double writer, double broker, double database) {
        double own() {
            return agents + gateway + writer;
        }

        Cpu since(Cpu before) {
            return new Cpu(
                    agents - before.agents,
                    gateway - before.gateway,
                    writer - before.writer,
                    broker - before.broker,
                    database - before.database);
        }

        Cpu per(double millions) {
            return new Cpu(
                    agents / millions, gateway / millions, writer / millions, broker / millions, database / millions);
        }
    }

    private Pipeline(Path directory, Database database) throws IOException {
        this.directory = directory;
        this.database = database;
        this.broker = start(
                BrokerProcess.class, BROKER, List.of(directory.resolve("kafka").toString()));
        this.gateway = start(GatewayProcess.class, SMALL, List.of(broker.greeting()));
    }

    /** Starts broker and gateway. */
    static Pipeline start(Lab lab, String name, Database database) throws IOException {
        return new Pipeline(lab.scratch(name), database);
    }

    private Child start(Class<?> program, List<String> flags, List<String> arguments) throws IOException {
        Child child = Child.start(program, flags, directory.resolve(program.getSimpleName() + ".log"), arguments);
        parts.push(child);
        return child;
    }

    /** A writer that has joined and does not read before it is told {@code start}. */
    Child newWriter() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(broker.greeting(), database.url(), database.user()));
        if (!database.password().isEmpty()) {
            arguments.add(database.password());
        }
        return start(WriterProcess.class, SMALL, arguments);
    }

    /** The API over memory and the database. */
    Child newQuery() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(broker.greeting(), database.url(), database.user()));
        if (!database.password().isEmpty()) {
            arguments.add(database.password());
        }
        return start(QueryProcess.class, QUERY, arguments);
    }

    /** Agents that send nothing yet. */
    Child newAgents(Lab lab, int seriesOfEach) throws IOException, InterruptedException {
        lab.trace();
        Path logs = Files.createDirectories(directory.resolve("agents"));
        return start(
                AgentsProcess.class,
                AGENTS,
                List.of(
                        lab.traceFile().toString(),
                        logs.toString(),
                        gateway.greeting().split(" ")[0],
                        String.valueOf(seriesOfEach)));
    }

    int grpcPort() {
        return Integer.parseInt(gateway.greeting().split(" ")[0]);
    }

    int httpPort() {
        return Integer.parseInt(gateway.greeting().split(" ")[1]);
    }

    Child gateway() {
        return gateway;
    }

    /** CPU-seconds at this moment. */
    Cpu cpu(double agents, Child writer) {
        return new Cpu(agents, gateway.cpuSeconds(), writer.cpuSeconds(), broker.cpuSeconds(), database.cpuSeconds());
    }

    static WriterStatus status(Child writer) throws IOException {
        return WriterStatus.parse(writer.ask("status"));
    }

    static FleetStatus fleet(Child agents) throws IOException {
        return FleetStatus.parse(agents.ask("status"));
    }

    /** Samples that agents have made and nobody can read yet. */
    static long behind(Child writer, Child agents) throws IOException {
        long written = status(writer).samples();
        return fleet(agents).samples() - written;
    }

    /**
     * Lets agents send at their pace and everything warm up: first some batches of each as fast as they go, until all
     * their series are known, then at least some seconds, until the writer is at most five seconds behind, but no longer
     * than five minutes.
     *
     * @param batches how many batches of each agent come first
     * @param samplesPerSecond what the agents will send
     */
    static void warmUp(
            Child writer, Child agents, int batches, int intervalMillis, double samplesPerSecond, int seconds)
            throws IOException, InterruptedException {
        agents.ask("burst 1 1 " + (System.currentTimeMillis() - 60_000));
        awaitWritten(writer, fleet(agents).samples());
        if (batches > 1) {
            agents.ask("burst " + (batches - 1) + " 1 " + (System.currentTimeMillis() - 60_000));
            awaitWritten(writer, fleet(agents).samples());
        }
        agents.ask("run " + intervalMillis);
        TimeUnit.SECONDS.sleep(seconds);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (behind(writer, agents) > USUAL_SECONDS * samplesPerSecond) {
            if (System.nanoTime() > end) {
                throw new IOException("the writer is " + behind(writer, agents) + " samples behind at "
                        + samplesPerSecond + " a second and does not come nearer");
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /**
     * Waits until the compilers of some processes have almost nothing left to do: what runs for days compiles for minutes,
     * and the less often something runs, the later.
     *
     * @return whether they came to rest within two minutes
     */
    static boolean awaitCompiled(List<Child> children) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        double before = compilerSeconds(children);
        while (System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(COMPILED_SECONDS);
            double now = compilerSeconds(children);
            if (now - before < COMPILED_SECONDS * COMPILER_SHARE * children.size()) {
                return true;
            }
            before = now;
        }
        return false;
    }

    /** CPU-seconds of the compilers of some processes so far. */
    static double compilerSeconds(List<Child> children) {
        return children.stream().mapToDouble(Child::compilerSeconds).sum();
    }

    /** Waits until a writer has written that many samples. */
    static void awaitWritten(Child writer, long samples) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (status(writer).samples() < samples) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "the writer wrote " + status(writer).samples() + " of " + samples + " samples in five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
