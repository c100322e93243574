package dev.bellwether.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * The one place where the settings of Kafka's clients are chosen and explained.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, separated by commas
 * @param connection further settings of every client under Kafka's names: security protocol, SASL, trust stores
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> connection) {
    /** How long a record may wait for its acknowledgement: long enough for a broker's restart. */
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(15);

    /** The most bytes of one record, before compression. */
    public static final int MAX_RECORD_BYTES = 2 << 20;

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is blank, host:port is needed");
        }
        connection = Map.copyOf(connection);
    }

    /** Without any security: for a broker on this machine or in a network that is trusted. */
    public static KafkaSettings plain(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of());
    }

    /** A producer whose acknowledgement means: on the disks, or on all replicas, and once. */
    Map<String, Object> producer(String clientId) {
        Map<String, Object> settings = client(clientId);
        settings.put("acks", "all");
        // Retries inside the producer neither double nor reorder.
        settings.put("enable.idempotence", "true");
        settings.put("max.in.flight.requests.per.connection", "5");
        // Batches are columns of numbers: zstd takes a fifth of what they are.
        settings.put("compression.type", "zstd");
        // A level more takes twice the time for a few percent.
        settings.put("compression.zstd.level", "1");
        // Gathers the batches of many agents into one request, which is one flush on a single broker: a request costs
        // both
        // ends more than the batch in it. Short, for an alert waits as long.
        settings.put("linger.ms", "5");
        settings.put("batch.size", String.valueOf(512 << 10));
        settings.put("max.request.size", String.valueOf(MAX_RECORD_BYTES));
        // Callers bound what is in flight far below this, so that sending never waits for memory.
        settings.put("buffer.memory", String.valueOf(64 << 20));
        settings.put("max.block.ms", "3000");
        settings.put("request.timeout.ms", "5000");
        settings.put("delivery.timeout.ms", String.valueOf(DELIVERY_TIMEOUT.toMillis()));
        return settings;
    }

    /** A reader of partitions it names itself; it starts where it is told, never where the log guesses. */
    Map<String, Object> reader(String clientId, boolean committedOnly) {
        Map<String, Object> settings = client(clientId);
        settings.put("enable.auto.commit", "false");
        // An offset that is out of range is lost data: it must be seen, not skipped.
        settings.put("auto.offset.reset", "none");
        settings.put("isolation.level", committedOnly ? "read_committed" : "read_uncommitted");
        settings.put("allow.auto.create.topics", "false");
        settings.put("fetch.max.wait.ms", "250");
        settings.put("max.partition.fetch.bytes", String.valueOf(4 << 20));
        settings.put("fetch.max.bytes", String.valueOf(16 << 20));
        settings.put("max.poll.records", "500");
        return settings;
    }

    /**
     * A member of a group that shares partitions; positions are the caller's, nothing is committed to the log. It reads what
     * is committed: some topics are written in transactions, to others that makes no difference.
     */
    Map<String, Object> groupReader(String clientId, String group, Duration sessionTimeout) {
        Map<String, Object> settings = reader(clientId, true);
        settings.put("group.id", group);
        settings.put("group.protocol", "classic");
        settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        settings.put("session.timeout.ms", String.valueOf(sessionTimeout.toMillis()));
        settings.put("heartbeat.interval.ms", String.valueOf(sessionTimeout.toMillis() / 4));
        settings.put("max.poll.interval.ms", "60000");
        // Batches trickle in from many agents: a few fetches a second instead of one for each, for a tenth of a second.
        settings.put("fetch.min.bytes", String.valueOf(256 << 10));
        settings.put("fetch.max.wait.ms", "100");
        return settings;
    }

    /** A client for topics and their settings. */
    Map<String, Object> administration(String clientId) {
        Map<String, Object> settings = client(clientId);
        settings.put("request.timeout.ms", "5000");
        settings.put("default.api.timeout.ms", "10000");
        return settings;
    }

    private Map<String, Object> client(String clientId) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", clientId);
        // A broker that comes back is found quickly and asked politely.
        settings.put("reconnect.backoff.ms", "50");
        settings.put("reconnect.backoff.max.ms", "1000");
        settings.put("retry.backoff.ms", "50");
        settings.put("retry.backoff.max.ms", "1000");
        settings.put("socket.connection.setup.timeout.ms", "3000");
        settings.put("metadata.max.age.ms", "30000");
        settings.put("enable.metrics.push", "false");
        return settings;
    }
}
