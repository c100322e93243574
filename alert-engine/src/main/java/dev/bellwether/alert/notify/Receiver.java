package dev.bellwether.alert.notify;

import java.io.IOException;
import java.time.Duration;

/**
 * Takes notifications out of the house: one implementation for each kind of receiver. Called by one thread at a time, the
 * notifier's own; blocks until the receiver has answered or a timeout of its own is over.
 */
public interface Receiver extends AutoCloseable {
    /**
     * Delivers a notification; may be called again with the same id, and then the receiver should see one.
     *
     * @return what to hand back as {@link GroupMessage#receiverState} when the same group is notified again, for instance
     *     the id of a message to update; empty for nothing
     * @throws RetryLaterException where the receiver has said when to come back
     * @throws IOException where trying again may help
     * @throws RefusedException where it never will
     */
    String deliver(GroupMessage message) throws IOException, InterruptedException, RefusedException;

    @Override
    default void close() {}

    /** The receiver has said that it will not take this notification. */
    final class RefusedException extends Exception {
        public RefusedException(String message) {
            super(message);
        }
    }

    /** The receiver asks for patience. */
    final class RetryLaterException extends IOException {
        private final Duration after;

        public RetryLaterException(String message, Duration after) {
            super(message);
            this.after = after;
        }

        /** How long to wait at least. */
        public Duration after() {
            return after;
        }
    }
}
