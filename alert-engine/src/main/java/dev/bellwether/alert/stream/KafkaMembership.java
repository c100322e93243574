package dev.bellwether.alert.stream;

import dev.bellwether.alert.notify.stage.Membership;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.GroupReader;
import dev.bellwether.stream.KafkaSettings;
import java.time.Duration;
import java.util.Set;

/** Shares the partitions of {@code notification-state} by Kafka's group protocol; a dead member is replaced after 3 s. */
public final class KafkaMembership implements Membership {
    private static final Duration SESSION = Duration.ofSeconds(3);

    private final GroupReader reader;

    /** Joins the group. */
    public KafkaMembership(KafkaSettings settings, Listener listener) {
        this.reader = new GroupReader(
                settings,
                "notify-member",
                "bellwether-notify",
                SESSION,
                Topic.NOTIFICATION_STATE,
                new GroupReader.Listener() {
                    @Override
                    public void assigned(Set<Integer> partitions) {
                        listener.assigned(partitions);
                    }

                    @Override
                    public void gone(Set<Integer> partitions) {
                        listener.gone(partitions);
                    }
                });
    }

    @Override
    public void attend(Duration duration) {
        // The partitions stay silent: their owners read them on their own.
        if (!reader.poll(duration).isEmpty()) {
            throw new IllegalStateException("a silent partition has spoken");
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
