package dev.bellwether.alert.notify;

import java.time.Duration;
import java.util.Optional;

/** What one notifier has still to deliver, in order, remembered over restarts. Used by the notifier's thread alone. */
public interface NotificationQueue extends AutoCloseable {
    /** The next notification, waiting at most this long; the same again until {@link #done}. */
    Optional<Notification> next(Duration atMost);

    /** The notification given last needs no more attempt: durable when this returns. */
    void done();

    @Override
    void close();
}
