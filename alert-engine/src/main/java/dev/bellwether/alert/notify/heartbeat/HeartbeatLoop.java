package dev.bellwether.alert.notify.heartbeat;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.model.alert.ReceiverSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats at an interval for as long as rules are really evaluated: a process that lives but has stopped to evaluate must be
 * missed outside. Runs on a thread of its own until it is interrupted.
 */
public final class HeartbeatLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLoop.class);

    private final String name;
    private final ReceiverSettings.Heartbeat settings;
    private final HeartbeatReceiver receiver;
    private final Supplier<Instant> evaluatedThrough;
    private final Clock clock;
    private State last = State.BEATING;

    /** What became of a beat. */
    public enum State {
        BEATING,
        /** Evaluation lies too far behind, so that no beat is sent. */
        NOT_EVALUATING,
        /** The other side did not take it. */
        FAILED
    }

    /**
     * @param name the notifier's name, for the log
     * @param evaluatedThrough up to which time all rules are evaluated; {@link Instant#MIN} as long as none is
     */
    public HeartbeatLoop(
            String name,
            ReceiverSettings.Heartbeat settings,
            HeartbeatReceiver receiver,
            Supplier<Instant> evaluatedThrough,
            Clock clock) {
        this.name = name;
        this.settings = settings;
        this.receiver = receiver;
        this.evaluatedThrough = evaluatedThrough;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Instant begin = clock.instant();
                beat();
                Duration took = Duration.between(begin, clock.instant());
                Duration pause = settings.interval().minus(took);
                if (pause.isPositive()) {
                    Thread.sleep(pause.compareTo(settings.interval()) > 0 ? settings.interval() : pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Beats once if rules are evaluated; says in the log what has changed. */
    public State beat() throws InterruptedException {
        State state;
        String reason = "";
        if (!isEvaluating()) {
            state = State.NOT_EVALUATING;
            reason = "rules are evaluated through " + evaluatedThrough.get() + " only";
        } else {
            try {
                receiver.beat();
                state = State.BEATING;
            } catch (IOException | RefusedException | RuntimeException e) {
                state = State.FAILED;
                reason = String.valueOf(e.getMessage());
            }
        }
        if (state != last) {
            LOG.warn("notifier={} heartbeat is {}{}{}", name, state, reason.isEmpty() ? "" : ": ", reason);
        }
        last = state;
        return state;
    }

    private boolean isEvaluating() {
        return evaluatedThrough.get().isAfter(clock.instant().minus(settings.maxLag()));
    }
}
