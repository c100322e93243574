package dev.bellwether.alert.notify;

import java.io.IOException;

/** Takes notifications out of the house. Called by the notifier's own thread; blocks until the receiver has answered. */
public interface Receiver {
    /**
     * Delivers a notification; may be called again with the same one.
     *
     * @throws IOException where trying again may help
     * @throws RefusedException where it never will
     */
    void deliver(Notification notification) throws IOException, InterruptedException, RefusedException;

    /** The receiver has said that it will not take this notification. */
    final class RefusedException extends Exception {
        public RefusedException(String message) {
            super(message);
        }
    }
}
