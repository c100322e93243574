package dev.bellwether.model.alert;

import java.time.Duration;

/**
 * What a notifier's receiver may be asked to bear.
 *
 * @param messagesPerMinute how many messages it gets in the long run, at least 1
 * @param burst how many it may get at once, at least 1
 * @param maximumAlerts how many alerts one message lists, 1 to 1000; the others are counted
 * @param maximumAge how long a message is tried before it becomes a dead letter, at least a second
 */
public record DeliveryLimits(int messagesPerMinute, int burst, int maximumAlerts, Duration maximumAge) {
    /** 600 messages a minute, 200 at once, 100 alerts each, tried for an hour. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(600, 200, 100, Duration.ofHours(1));

    public DeliveryLimits {
        if (messagesPerMinute < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "messagesPerMinute is " + messagesPerMinute + ", burst " + burst + "; each must be at least 1");
        }
        if (maximumAlerts < 1 || maximumAlerts > 1000) {
            throw new IllegalArgumentException("maximumAlerts is " + maximumAlerts + ", 1 to 1000 are allowed");
        }
        if (maximumAge.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("maximumAge is " + maximumAge + ", at least PT1S is needed");
        }
    }
}
