package dev.bellwether.alerting.stream;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.TopicFollower;
import dev.bellwether.stream.TopicLayout;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows topics of alerting from their beginning, what is committed alone, each on a thread of its own. Methods are safe for
 * use by many threads, once all topics have been named.
 */
public final class AlertingTopics implements AutoCloseable {
    private final KafkaSettings settings;
    private final TopicLayout layout;
    private final String reader;
    private final Map<Topic, TopicFollower> followers = new EnumMap<>(Topic.class);

    /**
     * Prepares to follow.
     *
     * @param reader who reads, such as {@code query}: begins the names of threads and clients
     */
    public AlertingTopics(KafkaSettings settings, TopicLayout layout, String reader) {
        this.settings = settings;
        this.layout = layout;
        this.reader = reader;
    }

    /**
     * Names a topic to be followed; before {@link #start}.
     *
     * @param receiver called for each record, tombstones included, on the topic's thread
     */
    public AlertingTopics follow(Topic topic, Consumer<LogRecord> receiver) {
        TopicFollower earlier = followers.put(
                topic,
                new TopicFollower(
                        settings, reader + "-" + topic.topicName(), topic, layout.partitions(topic), true, receiver));
        if (earlier != null) {
            earlier.close();
            throw new IllegalStateException("topic " + topic.topicName() + " is followed twice");
        }
        return this;
    }

    /** Starts to follow. */
    public void start() {
        followers.values().forEach(TopicFollower::start);
    }

    /** Completes when everything has been received that stands in a topic at the time of the call. */
    public CompletableFuture<@Nullable Void> readToEnd(Topic topic) {
        TopicFollower follower = followers.get(topic);
        if (follower == null) {
            throw new IllegalArgumentException(
                    "topic " + topic.topicName() + " is not followed: " + followers.keySet());
        }
        return follower.readToEnd();
    }

    /** Completes when everything has been received that stands in the topics at the time of the call. */
    public CompletableFuture<Void> readToEnd() {
        return CompletableFuture.allOf(
                followers.values().stream().map(TopicFollower::readToEnd).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        followers.values().forEach(TopicFollower::close);
    }
}
