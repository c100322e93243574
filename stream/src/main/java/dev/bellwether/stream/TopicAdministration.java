package dev.bellwether.stream;

import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics with their settings and, where they stand already, checks them: a wrong count of partitions is an error
 * (records would be looked for where they are not), settings that differ are put right and logged.
 *
 * <p>Safe for use by many threads; every method blocks.
 */
public final class TopicAdministration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicAdministration.class);

    private final Admin admin;
    private final Duration timeout;

    /**
     * Opens a client; nothing is asked yet.
     *
     * @param timeout how long one call may wait for the log
     */
    public TopicAdministration(KafkaSettings settings, Duration timeout) {
        this.admin = Admin.create(settings.administration("bellwether-administration"));
        this.timeout = timeout;
    }

    /**
     * Makes sure that topics stand as they should.
     *
     * @return how they stand
     * @throws TopicMismatchException where a topic has another count of partitions
     * @throws LogUnavailableException where the log does not answer in time
     */
    public TopicLayout ensure(Collection<Topic> topics, TopicSettings settings) {
        long deadline = System.nanoTime() + timeout.toNanos();
        create(topics, settings, deadline);
        Map<Topic, TopicLayout.Shape> shapes = new EnumMap<>(Topic.class);
        Map<String, TopicDescription> descriptions = describe(topics, deadline);
        for (Topic topic : topics) {
            TopicDescription description = descriptions.get(topic.topicName());
            if (description == null) {
                throw new LogUnavailableException("topic " + topic.topicName() + " cannot be described", null);
            }
            requirePartitions(topic, topic.partitions(settings), description);
            shapes.put(
                    topic,
                    new TopicLayout.Shape(
                            description.topicId().toString(),
                            description.partitions().size()));
        }
        correctSettings(topics, settings, deadline);
        return new TopicLayout(shapes);
    }

    private void create(Collection<Topic> topics, TopicSettings settings, long deadline) {
        Set<String> present = await("listing topics", () -> admin.listTopics().names(), deadline);
        for (Topic topic : topics) {
            if (present.contains(topic.topicName())) {
                continue;
            }
            NewTopic wanted = new NewTopic(topic.topicName(), topic.partitions(settings), topic.replication(settings))
                    .configs(topic.configuration(settings));
            try {
                await(
                        "creating topic " + topic.topicName(),
                        () -> admin.createTopics(List.of(wanted)).all(),
                        deadline);
                LOG.atInfo()
                        .addKeyValue("topic", topic.topicName())
                        .addKeyValue("partitions", topic.partitions(settings))
                        .log("topic created");
            } catch (LogUnavailableException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private Map<String, TopicDescription> describe(Collection<Topic> topics, long deadline) {
        List<String> names = topics.stream().map(Topic::topicName).toList();
        return await("describing topics", () -> admin.describeTopics(names).allTopicNames(), deadline);
    }

    private static void requirePartitions(Topic topic, int wanted, TopicDescription description) {
        int found = description.partitions().size();
        if (found != wanted) {
            throw new TopicMismatchException("topic " + topic.topicName() + " has " + found
                    + " partitions, the settings say " + wanted + "; the count is fixed at creation because keys are "
                    + "bound to partitions: set it back to " + found + ", or drain the topic and start a new one");
        }
    }

    private void correctSettings(Collection<Topic> topics, TopicSettings settings, long deadline) {
        Map<ConfigResource, Topic> resources = new HashMap<>();
        for (Topic topic : topics) {
            resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), topic);
        }
        Map<ConfigResource, Config> found = await(
                "reading settings of topics",
                () -> admin.describeConfigs(resources.keySet()).all(),
                deadline);
        Map<ConfigResource, Collection<AlterConfigOp>> corrections = new HashMap<>();
        found.forEach((resource, config) -> {
            Topic topic = resources.get(resource);
            if (topic != null) {
                List<AlterConfigOp> differing = differences(topic, topic.configuration(settings), config);
                if (!differing.isEmpty()) {
                    corrections.put(resource, differing);
                }
            }
        });
        if (!corrections.isEmpty()) {
            await(
                    "correcting settings of topics",
                    () -> admin.incrementalAlterConfigs(corrections).all(),
                    deadline);
        }
    }

    private static List<AlterConfigOp> differences(Topic topic, Map<String, String> wanted, Config found) {
        List<AlterConfigOp> differing = new ArrayList<>();
        wanted.forEach((name, value) -> {
            ConfigEntry entry = found.get(name);
            if (entry == null || !value.equals(entry.value())) {
                LOG.atWarn()
                        .addKeyValue("topic", topic.topicName())
                        .addKeyValue("setting", name)
                        .addKeyValue("found", entry == null ? "" : entry.value())
                        .addKeyValue("wanted", value)
                        .log("topic's setting differs and is put right");
                differing.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            }
        });
        return differing;
    }

    private interface Call<T> {
        KafkaFuture<T> start();
    }

    /** Waits for an answer, asking again where the broker says that it is not ready yet. */
    private static <T> T await(String doing, Call<T> call, long deadlineNanos) {
        while (true) {
            try {
                return call.start().get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (!(cause instanceof RetriableException) || System.nanoTime() > deadlineNanos) {
                    throw new LogUnavailableException(
                            doing + " failed: " + (cause == null ? e : cause).getMessage(), cause);
                }
                pause(doing);
            } catch (TimeoutException e) {
                throw new LogUnavailableException(doing + ": the log does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LogUnavailableException(doing + " was interrupted", e);
            }
        }
    }

    private static void pause(String doing) {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException(doing + " was interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
