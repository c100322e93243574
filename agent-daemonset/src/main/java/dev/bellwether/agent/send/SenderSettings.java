package dev.bellwether.agent.send;

import dev.bellwether.agent.config.SendConfig;
import java.time.Duration;

/**
 * How a sender behaves.
 *
 * @param windowBatches the most unanswered batches, 1 to 1,024
 * @param windowBytes the most bytes of unanswered batches; one batch may always be under way
 * @param backoffBase the first bound of the random delay before a reconnect
 * @param backoffCap the largest bound
 * @param connectTimeout how long a connection may take to become usable
 * @param answerTimeout how long the oldest unanswered batch waits before the connection is given up
 * @param failuresBeforeFallback failed connections in a row before HTTP is tried
 * @param grpcRetry how long HTTP is used before gRPC is tried again
 */
public record SenderSettings(
        int windowBatches,
        long windowBytes,
        Duration backoffBase,
        Duration backoffCap,
        Duration connectTimeout,
        Duration answerTimeout,
        int failuresBeforeFallback,
        Duration grpcRetry) {
    /** 32 batches or 2 MiB under way; delays from half a second to half a minute; HTTP after three failures. */
    public static final SenderSettings DEFAULT = new SenderSettings(
            32,
            2L << 20,
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            3,
            Duration.ofMinutes(10));

    /** The settings of a configuration; what it does not name has its default. */
    public static SenderSettings of(SendConfig config) {
        Duration base = DEFAULT.backoffBase();
        return new SenderSettings(
                config.window(),
                DEFAULT.windowBytes(),
                base.compareTo(config.maxReconnectDelay()) < 0 ? base : config.maxReconnectDelay(),
                config.maxReconnectDelay(),
                config.connectTimeout(),
                config.acknowledgeTimeout(),
                DEFAULT.failuresBeforeFallback(),
                DEFAULT.grpcRetry());
    }

    public SenderSettings {
        if (windowBatches < 1 || windowBatches > 1_024) {
            throw new IllegalArgumentException("windowBatches is " + windowBatches + ", allowed are 1 to 1024");
        }
        if (windowBytes < 1) {
            throw new IllegalArgumentException("windowBytes is " + windowBytes + ", at least 1 is needed");
        }
        if (!backoffBase.isPositive() || backoffCap.compareTo(backoffBase) < 0) {
            throw new IllegalArgumentException("backoffBase is " + backoffBase + " and backoffCap " + backoffCap
                    + "; the base must be above zero and not above the cap");
        }
        if (!answerTimeout.isPositive() || !grpcRetry.isPositive() || failuresBeforeFallback < 1) {
            throw new IllegalArgumentException("answerTimeout is " + answerTimeout + ", grpcRetry " + grpcRetry
                    + ", failuresBeforeFallback " + failuresBeforeFallback + "; each must be above zero");
        }
    }
}
