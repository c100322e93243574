package dev.bellwether.alerting.stream;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.ControlWriter;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.TopicFollower;
import dev.bellwether.stream.TopicLayout;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The topic {@code controls}: follows it, and writes to it for one origin or another. Safe for use by many threads. */
public final class KafkaControls implements AutoCloseable {
    private final LogPublisher publisher;
    private final ControlView view = new ControlView();
    private final TopicFollower follower;
    private @Nullable CompletableFuture<@Nullable Void> reading;
    private boolean read;

    /** Prepares to follow. */
    public KafkaControls(KafkaSettings settings, TopicLayout layout, LogPublisher publisher) {
        this.publisher = publisher;
        this.follower = new TopicFollower(
                settings,
                "controls",
                Topic.CONTROLS,
                layout.partitions(Topic.CONTROLS),
                true,
                record -> view.accept(record.key(), record.value()));
    }

    /** Starts to follow. */
    public void start() {
        follower.start();
    }

    /** What is in force. */
    public ControlView view() {
        return view;
    }

    /** Whether all was read that stood in the topic at the first call; waits at most a second. */
    public synchronized boolean isRead() {
        if (read) {
            return true;
        }
        CompletableFuture<@Nullable Void> under = reading;
        if (under == null) {
            under = follower.readToEnd();
            reading = under;
        }
        try {
            under.get(1, TimeUnit.SECONDS);
            read = true;
        } catch (ExecutionException e) {
            reading = null;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return read;
    }

    /** Writes for one origin; use it only once {@link #isRead} is true. */
    public ControlWriter writer(Control.Origin origin) {
        return new ControlWriter(origin, view, (key, value) -> publisher.publish(Topic.CONTROLS, key, value, Map.of()));
    }

    @Override
    public void close() {
        follower.close();
    }
}
