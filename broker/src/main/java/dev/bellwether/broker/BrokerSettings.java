package dev.bellwether.broker;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of our brokers under Kafka's names, each group with its reason. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    /**
     * All settings of a single broker.
     *
     * @param port the port to listen on, already chosen
     * @param controllerPort the port of the controller's own listener, already chosen
     */
    static Map<String, String> of(BrokerConfig config, int port, int controllerPort) {
        Map<String, String> settings = new LinkedHashMap<>();
        String endpoint = config.host() + ":" + port;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("log.dirs", config.dataDirectory().toAbsolutePath().toString());
        settings.put(
                "listeners",
                "PLAINTEXT://" + endpoint + "," + CONTROLLER_LISTENER + "://" + BrokerConfig.LOOPBACK + ":"
                        + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + endpoint);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        // The voters stand in the settings, not in the log: the controller's port may differ at the next start.
        settings.put("controller.quorum.voters", NODE_ID + "@" + BrokerConfig.LOOPBACK + ":" + controllerPort);

        addCopies(settings, 1);
        addCommon(settings);
        addQuickRestart(settings);
        settings.putAll(config.settings());
        return settings;
    }

    /** How many copies there are of each record, also of the broker's own topics, and how many must have it. */
    static void addCopies(Map<String, String> settings, int brokers) {
        String copies = brokers >= 3 ? "3" : "1";
        String enough = brokers >= 3 ? "2" : "1";
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", enough);
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        settings.put("transaction.state.log.min.isr", enough);
        settings.put("share.coordinator.state.topic.replication.factor", copies);
        settings.put("share.coordinator.state.topic.min.isr", enough);
        // What a majority has not seen is never taken for the truth.
        settings.put("unclean.leader.election.enable", "false");
    }

    /** For one node alone: nobody else waits, and nobody else can be elected. */
    static void addQuickRestart(Map<String, String> settings) {
        // After kill -9 the controller believes in the former broker for one session; two seconds bound the restart.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "400");
        settings.put("controller.quorum.election.timeout.ms", "300");
        settings.put("controller.quorum.election.backoff.max.ms", "200");
    }

    /** What holds for a broker of ours wherever it runs. */
    static void addCommon(Map<String, String> settings) {
        // Fewer partitions of the broker's own topics: each costs files at every start.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // Topics are created by their owners with their settings, never by a misspelt name.
        settings.put("auto.create.topics.enable", "false");
        settings.put("delete.topic.enable", "true");

        // A dead member of a group is noticed within three seconds, a first member does not wait for others.
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.initial.rebalance.delay.ms", "0");

        settings.put("controlled.shutdown.enable", "true");

        // Small: a broker of one machine serves a handful of connections.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        settings.put("log.cleaner.io.buffer.size", String.valueOf(512 << 10));
        settings.put("queued.max.requests", "64");
        settings.put("log.segment.bytes", String.valueOf(64 << 20));
        settings.put("log.index.size.max.bytes", String.valueOf(1 << 20));
        settings.put("message.max.bytes", String.valueOf(2 << 20));
        settings.put("socket.request.max.bytes", String.valueOf(32 << 20));
    }
}
