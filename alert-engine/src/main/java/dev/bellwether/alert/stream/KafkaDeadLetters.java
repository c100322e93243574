package dev.bellwether.alert.stream;

import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The notifications in {@code dead-letters}. To send one again put its {@link DeadNotification#redelivery} into the controls.
 * Safe for use by many threads.
 */
public final class KafkaDeadLetters {
    private static final Duration READ = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final TopicLayout layout;

    public KafkaDeadLetters(KafkaSettings settings, TopicLayout layout) {
        this.settings = settings;
        this.layout = layout;
    }

    /** Those that died since a time (milliseconds since 1970), oldest first; blocks while it reads. */
    public List<DeadNotification> since(long sinceMillis) {
        List<DeadNotification> dead = new ArrayList<>();
        try (PositionedReader reader =
                new PositionedReader(settings, "dead-letters", Topic.DEAD_LETTERS, layout, true)) {
            reader.seekToTime(sinceMillis);
            while (!reader.caughtUp()) {
                for (LogRecord record : reader.poll(READ)) {
                    byte[] value = record.value();
                    if (value != null) {
                        dead.addAll(NotificationRecords.readDead(value));
                    }
                }
            }
        }
        dead.sort(java.util.Comparator.comparingLong(DeadNotification::diedAtMillis));
        return List.copyOf(dead);
    }
}
