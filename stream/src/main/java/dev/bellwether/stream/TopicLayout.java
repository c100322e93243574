package dev.bellwether.stream;

import dev.bellwether.protocol.topic.PartitionKey;
import dev.bellwether.protocol.topic.Topic;
import java.util.Map;

/** The topics as they stand in the log. Immutable. */
public final class TopicLayout {
    private final Map<Topic, Shape> shapes;

    /**
     * What is fixed at a topic's creation.
     *
     * @param topicId the topic's own id: a topic made anew under an old name has another one
     * @param partitions how many partitions it has
     */
    public record Shape(String topicId, int partitions) {}

    public TopicLayout(Map<Topic, Shape> shapes) {
        this.shapes = Map.copyOf(shapes);
    }

    /**
     * A topic's id.
     *
     * @throws IllegalArgumentException where the topic was not asked for when the layout was read
     */
    public String topicId(Topic topic) {
        return shape(topic).topicId();
    }

    /** How many partitions a topic has. */
    public int partitions(Topic topic) {
        return shape(topic).partitions();
    }

    /** The partition of a key in a topic. */
    public int partition(Topic topic, String key) {
        return PartitionKey.partition(key, shape(topic).partitions());
    }

    private Shape shape(Topic topic) {
        Shape shape = shapes.get(topic);
        if (shape == null) {
            throw new IllegalArgumentException(
                    "topic " + topic.topicName() + " is not part of this layout: " + shapes.keySet());
        }
        return shape;
    }
}
