package dev.bellwether.agent.demo;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.main.CollectionSet;
import dev.bellwether.agent.schedule.SystemTimeline;
import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.wal.FsyncPolicy;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Machines that do not exist, each an agent of its own to the gateway: identity, write-ahead log, connection. They share
 * the process and its planner.
 */
public final class SimulatedFleet implements AutoCloseable {
    /** How often each machine is collected. */
    public static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final String JOB = "node-exporter";
    private static final long SEGMENT_BYTES = 256 * 1024;
    private static final long MAX_BYTES = 8L << 20;
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final SystemTimeline timeline = new SystemTimeline();
    private final List<Member> members = new ArrayList<>();

    private record Member(WriteAheadLog log, BatchSender sender, CollectionSet collections) {}

    private SimulatedFleet() {}

    /**
     * Starts machines named {@code demo-web-01} and so on.
     *
     * @param count how many, 1 to 10,000
     * @param directory where each keeps its write-ahead log, in a directory of its own
     * @param send where all of them send to
     * @throws IOException where a log cannot be opened
     */
    public static SimulatedFleet start(int count, Path directory, SendConfig send) throws IOException {
        if (count < 1 || count > 10_000) {
            throw new IllegalArgumentException("demo-agents is " + count + ", allowed are 1 to 10000");
        }
        SimulatedFleet fleet = new SimulatedFleet();
        try {
            for (int i = 0; i < count; i++) {
                fleet.add(new SimulatedMachine(i, Clock.systemUTC()), directory, send);
            }
        } catch (IOException e) {
            fleet.closeAfter(e);
            throw e;
        }
        fleet.maintain();
        return fleet;
    }

    private void add(SimulatedMachine machine, Path directory, SendConfig send) throws IOException {
        WriteAheadLog log = WriteAheadLog.open(
                new WalSettings(
                        directory.resolve(machine.name()),
                        FsyncPolicy.INTERVAL,
                        Duration.ofSeconds(5),
                        SEGMENT_BYTES,
                        MAX_BYTES),
                machine.name(),
                Clock.systemUTC());
        BatchSender sender = new BatchSender(log, send);
        sender.start();
        CollectionSet collections = CollectionSet.start(
                machine.name(),
                List.of(new CollectionSet.Source(
                        machine,
                        CollectionSet.targetLabels(machine.name(), JOB, Labels.EMPTY),
                        INTERVAL,
                        Duration.ofSeconds(5))),
                List.of(),
                timeline,
                new BatchQueue(Labels.EMPTY, log::append),
                null);
        members.add(new Member(log, sender, collections));
    }

    private void maintain() {
        timeline.after(
                Duration.ofSeconds(1),
                () -> timeline.execute(() -> {
                    members.forEach(member -> member.log().maintain());
                    maintain();
                }));
    }

    private void closeAfter(IOException failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many machines there are. */
    public int size() {
        return members.size();
    }

    /** Stops all machines; what could not be sent stays in their logs. */
    @Override
    public void close() throws InterruptedException, IOException {
        for (Member member : members) {
            member.collections().stop();
            member.log().maintain();
        }
        long end = System.nanoTime() + FLUSH.toNanos();
        for (Member member : members) {
            member.sender().stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            member.log().close();
        }
        timeline.close();
    }
}
