package dev.bellwether.bench;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.main.CollectionSet;
import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WalStatus;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.model.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Agents that play a trace through the agent's own assembly, log and sender. Each agent begins at another second of the
 * trace, so that no two send the same. Commands come from one thread.
 */
final class AgentFleet implements AutoCloseable {
    private static final int BURST_WAITING = 12;

    private final MachineTrace.Steady machine;
    private final Path directory;
    private final SendConfig send;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final List<ScheduledFuture<?>> running = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private long intervalMillis;

    AgentFleet(MachineTrace.Steady machine, Path directory, int gatewayPort) {
        this.machine = machine;
        this.directory = directory;
        SendConfig usual = SendConfig.DEFAULT;
        this.send = new SendConfig(
                URI.create("grpc://127.0.0.1:" + gatewayPort),
                null,
                usual.tls(),
                null,
                usual.window(),
                usual.compression(),
                usual.connectTimeout(),
                usual.acknowledgeTimeout(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
    }

    /** One agent. Ticks come from one thread at a time. */
    private final class Member {
        private final CollectorAssembly assembly = new CollectorAssembly();
        private final WriteAheadLog log;
        private final BatchSender sender;
        private final BatchQueue queue;
        private final Labels target;
        private long tick;

        Member(int number) throws IOException {
            String name = String.format("bench-%05d", number);
            log = WriteAheadLog.open(WalSettings.in(directory.resolve(name)), name, Clock.systemUTC());
            sender = new BatchSender(log, send);
            queue = new BatchQueue(Labels.EMPTY, log::append);
            target = CollectionSet.targetLabels(name, "node-exporter", Labels.EMPTY);
            tick = number * 7L;
            sender.start();
        }

        synchronized void collect(long timestampMillis) {
            machine.play(tick++, assembly.begin());
            queue.add(target, assembly.commit(timestampMillis));
            queue.flush();
        }
    }

    String add(int count) throws IOException {
        int first = members.size();
        for (int i = 0; i < count; i++) {
            Member member = new Member(first + i);
            members.add(member);
            if (intervalMillis > 0) {
                plan(member, first + i);
            }
        }
        return "ok";
    }

    String run(long newIntervalMillis) {
        intervalMillis = newIntervalMillis;
        for (int i = 0; i < members.size(); i++) {
            plan(members.get(i), i);
        }
        return "ok";
    }

    /** Spread over the interval, and stamped on the tick, as agents are. */
    private void plan(Member member, int number) {
        long interval = intervalMillis;
        long offset = number * 7_919L % interval;
        running.add(threads.scheduleAtFixedRate(
                () -> member.collect(System.currentTimeMillis() / interval * interval),
                offset,
                interval,
                TimeUnit.MILLISECONDS));
        running.add(threads.scheduleAtFixedRate(member.log::maintain, offset, 1_000, TimeUnit.MILLISECONDS));
    }

    String burst(int ticks, long stepMillis, long startMillis) throws InterruptedException {
        for (int tick = 0; tick < ticks; tick++) {
            for (Member member : members) {
                while (member.log.status().depthBatches() > BURST_WAITING) {
                    member.log.maintain();
                    TimeUnit.MILLISECONDS.sleep(2);
                }
                member.collect(startMillis + tick * stepMillis);
            }
            if (tick % 4 == 3) {
                members.forEach(member -> member.log.maintain());
            }
        }
        for (Member member : members) {
            member.log.maintain();
            while (member.log.status().depthBatches() > 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        return "ok";
    }

    String pause() {
        running.forEach(each -> each.cancel(false));
        running.clear();
        intervalMillis = 0;
        members.forEach(member -> member.log.maintain());
        return "ok";
    }

    FleetStatus status() {
        long samples = 0;
        long waiting = 0;
        long dropped = 0;
        for (Member member : members) {
            WalStatus status = member.log.status();
            samples += status.appendedSamples();
            waiting += status.depthBatches();
            dropped += status.droppedSamples().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
        return new FleetStatus(samples, waiting, dropped);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        threads.shutdownNow();
        for (Member member : members) {
            member.sender.stop(Duration.ZERO);
            member.log.close();
        }
    }
}
