package dev.bellwether.alert.notify.stage;

import dev.bellwether.alert.notify.core.NotifyCore;
import dev.bellwether.alert.notify.core.Output;
import dev.bellwether.alerting.record.Controls;
import dev.bellwether.model.alert.AlertTransition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition of the stage on a thread of its own: reads transitions, controls and results, lets the core decide, writes
 * what it has decided, and only then sends. Where the log is away it starts again from what stands there.
 */
final class NotifyShard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyShard.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);
    private static final Duration WAIT_WHILE_SENDING = Duration.ofMillis(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final long LONGEST_GATHERING_NANOS = 100_000_000;

    private final int partition;
    private final NotifyPorts ports;
    private final NotifyMetrics metrics;
    private final Clock clock;
    private final String externalUrl;
    private final Thread thread;
    private volatile boolean stopped;

    NotifyShard(int partition, NotifyPorts ports, NotifyMetrics metrics, Clock clock, String externalUrl) {
        this.partition = partition;
        this.ports = ports;
        this.metrics = metrics;
        this.clock = clock;
        this.externalUrl = externalUrl;
        this.thread = Thread.ofPlatform().name("notify-" + partition).start(this::run);
    }

    private void run() {
        while (!stopped) {
            try (NotifyLog log = ports.logs().apply(partition);
                    Senders senders = new Senders(ports.receivers(), ports.heartbeats(), metrics)) {
                new Round(log, senders).work();
            } catch (NotifyLog.FencedException e) {
                LOG.info("partition={} of the notify stage belongs to another replica now", partition);
                return;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (stopped) {
                    return;
                }
                LOG.warn("partition={} of the notify stage starts again: {}", partition, e.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Lets go of the partition: what is under way is sent again by whoever has it next. */
    @Override
    public void close() {
        stopped = true;
        try {
            if (!thread.join(STOP_PATIENCE)) {
                thread.interrupt();
                thread.join(STOP_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From a takeover to the next failure. */
    private final class Round {
        private final NotifyLog log;
        private final Senders senders;
        private final NotifyCore core;
        private Controls inForce = Controls.NONE;
        private boolean caughtUp;

        Round(NotifyLog log, Senders senders) {
            this.log = log;
            this.senders = senders;
            this.core = new NotifyCore(uid -> ports.partitions().applyAsInt(uid) == partition, externalUrl);
        }

        void work() throws InterruptedException {
            NotifyLog.Memory memory = log.restore();
            core.restore(memory.alerts(), memory.groups(), memory.failingSince());
            LOG.info(
                    "partition={} of the notify stage is ours: {} alerts, {} groups",
                    partition,
                    memory.alerts().size(),
                    memory.groups().size());
            applyControls(ports.controls().current());
            while (!stopped) {
                step();
            }
        }

        private void applyControls(Controls controls) {
            core.controls(controls, clock.millis());
            inForce = controls;
            senders.serve(core.notifiers());
        }

        private void step() throws InterruptedException {
            Controls current = ports.controls().current();
            if (current != inForce) {
                applyControls(current);
            }
            if (core.notifiers().isEmpty()) {
                // Nobody to tell: the log is read once there is somebody.
                write();
                senders.results(LONGEST_WAIT);
                return;
            }
            gather();
            for (var result : senders.results(Duration.ZERO)) {
                core.result(result, clock.millis());
            }
            caughtUp = caughtUp || log.caughtUp();
            if (caughtUp) {
                core.advance(clock.millis());
            }
            write();
        }

        /** Takes all that has come, so that what belongs together is told together. */
        private void gather() {
            long started = System.nanoTime();
            List<AlertTransition> transitions = log.poll(patience());
            while (!transitions.isEmpty()) {
                for (AlertTransition transition : transitions) {
                    core.transition(transition, clock.millis());
                }
                boolean longEnough = System.nanoTime() - started > LONGEST_GATHERING_NANOS;
                transitions = longEnough ? List.of() : log.poll(Duration.ZERO);
            }
        }

        private Duration patience() {
            if (senders.hasResults()) {
                return Duration.ZERO;
            }
            if (caughtUp) {
                long left = core.nextDueMillis() - clock.millis();
                if (left < LONGEST_WAIT.toMillis()) {
                    return Duration.ofMillis(Math.max(0, left));
                }
            }
            return core.isSending() ? WAIT_WHILE_SENDING : LONGEST_WAIT;
        }

        private void write() {
            Output output = core.take();
            log.write(output);
            metrics.decided(output);
            output.deliveries().forEach(senders::send);
        }
    }
}
