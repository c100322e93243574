package dev.bellwether.system;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many agents under a steady load; what they append is never less for a gateway that is away. */
final class SequenceFleet implements AutoCloseable {
    private static final long TICK_MILLIS = 100;

    private final Path directory = Folders.temporary("fleet");
    private final List<SequenceAgent> agents = new ArrayList<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private volatile @Nullable Throwable failure;
    private volatile boolean loading;

    /** Starts agents {@code load-0}, {@code load-1} … that send nothing yet. */
    SequenceFleet(int count, int series, int grpcPort) {
        for (int i = 0; i < count; i++) {
            String id = "load-" + i;
            agents.add(new SequenceAgent(id, id, directory.resolve(id), series, grpcPort, Clock.systemUTC()));
        }
        Future<?> unused = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            for (SequenceAgent agent : agents) {
                if (loading) {
                    agent.append();
                }
                agent.maintain();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        }
    }

    /** Every agent appends a batch ten times a second from now on. */
    void load() {
        loading = true;
    }

    /** No agent appends any more; each gets one last batch, behind all others. */
    void rest() {
        loading = false;
        agents.forEach(SequenceAgent::append);
        Throwable failed = failure;
        if (failed != null) {
            throw new AssertionError("the load ended early", failed);
        }
    }

    List<SequenceAgent> agents() {
        return agents;
    }

    /** Batches that the gateway has taken. */
    long acknowledged() {
        return agents.stream()
                .mapToLong(agent -> agent.appended() - agent.waiting())
                .sum();
    }

    /** Waits until the gateway has taken so many batches more than it has now. */
    void awaitMoreAcknowledged(long batches) {
        long wanted = acknowledged() + batches;
        Waiting.until(
                () -> wanted + " batches are acknowledged, " + acknowledged() + " are", () -> acknowledged() >= wanted);
    }

    /** Waits until the gateway has taken every batch. */
    void awaitAllAcknowledged() {
        Waiting.until(
                () -> "every batch is acknowledged; "
                        + agents.stream()
                                .map(agent -> agent.id() + ": " + agent.waiting() + " of " + agent.appended()
                                        + " wait, " + agent.senderStatus())
                                .toList(),
                () -> agents.stream().allMatch(agent -> agent.waiting() == 0));
    }

    @Override
    public void close() {
        ticker.shutdown();
        try {
            ticker.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        agents.forEach(SequenceAgent::close);
        Folders.delete(directory);
    }
}
