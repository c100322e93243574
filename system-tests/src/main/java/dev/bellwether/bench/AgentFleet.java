package dev.bellwether.bench;

import dev.bellwether.agent.wal.WalStatus;
import java.io.IOException;
import java.nio.file.Path;
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
    private final int gatewayPort;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final List<ScheduledFuture<?>> running = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private long intervalMillis;

    AgentFleet(MachineTrace.Steady machine, Path directory, int gatewayPort) {
        this.machine = machine;
        this.directory = directory;
        this.gatewayPort = gatewayPort;
    }

    /** One agent and where it stands in the trace. */
    private final class Member {
        private final BenchAgent agent;
        private long tick;

        Member(int number) throws IOException {
            agent = new BenchAgent(String.format("bench-%05d", number), "node-exporter", directory, gatewayPort);
            tick = number * 7L;
        }

        synchronized void collect(long timestampMillis) {
            agent.collect(timestampMillis, sink -> machine.play(tick++, sink));
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
        running.add(threads.scheduleAtFixedRate(member.agent::maintain, offset, 1_000, TimeUnit.MILLISECONDS));
    }

    String burst(int ticks, long stepMillis, long startMillis) throws InterruptedException {
        for (int tick = 0; tick < ticks; tick++) {
            for (Member member : members) {
                while (member.agent.status().depthBatches() > BURST_WAITING) {
                    member.agent.maintain();
                    TimeUnit.MILLISECONDS.sleep(2);
                }
                member.collect(startMillis + tick * stepMillis);
            }
            if (tick % 4 == 3) {
                members.forEach(member -> member.agent.maintain());
            }
        }
        for (Member member : members) {
            member.agent.maintain();
            while (member.agent.status().depthBatches() > 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        return "ok";
    }

    String pause() {
        running.forEach(each -> each.cancel(false));
        running.clear();
        intervalMillis = 0;
        members.forEach(member -> member.agent.maintain());
        return "ok";
    }

    FleetStatus status() {
        long samples = 0;
        long waiting = 0;
        long dropped = 0;
        for (Member member : members) {
            WalStatus status = member.agent.status();
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
            member.agent.close();
        }
    }
}
