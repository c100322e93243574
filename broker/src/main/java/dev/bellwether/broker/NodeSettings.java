package dev.bellwether.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The settings of one node of a cluster under Kafka's names, as far as they are not those of every broker of ours. */
final class NodeSettings {
    private static final String BROKER_LISTENER = "BROKER";

    private NodeSettings() {}

    static Map<String, String> of(NodeConfig config) {
        Map<String, String> settings = new LinkedHashMap<>();
        String protocol = config.tls().isPresent() ? "SSL" : "PLAINTEXT";
        String own = config.host(config.nodeId());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(config.nodeId()));
        settings.put("log.dirs", config.dataDirectory().toAbsolutePath().toString());
        settings.put("listeners", listeners(config, config.listenHost()));
        settings.put("advertised.listeners", listeners(config, own));
        settings.put(
                "listener.security.protocol.map",
                BROKER_LISTENER + ":" + protocol + "," + BrokerSettings.CONTROLLER_LISTENER + ":" + protocol);
        settings.put("inter.broker.listener.name", BROKER_LISTENER);
        settings.put("controller.listener.names", BrokerSettings.CONTROLLER_LISTENER);
        settings.put(
                "controller.quorum.voters",
                IntStream.range(0, config.nodes())
                        .mapToObj(node -> node + "@" + config.host(node) + ":" + config.controllerPort())
                        .collect(Collectors.joining(",")));
        config.tls().ifPresent(tls -> settings.putAll(tls.settings()));

        BrokerSettings.addCopies(settings, config.nodes());
        BrokerSettings.addCommon(settings);
        if (config.nodes() == 1) {
            BrokerSettings.addQuickRestart(settings);
        } else {
            // A pause of seconds must not fence a node; its leaders move when it ends in order, or after this.
            settings.put("broker.session.timeout.ms", "6000");
            settings.put("broker.heartbeat.interval.ms", "1000");
        }
        // The other nodes may come much later: waiting is better than starting again and again.
        settings.put("initial.broker.registration.timeout.ms", "600000");
        return settings;
    }

    private static String listeners(NodeConfig config, String host) {
        return BROKER_LISTENER + "://" + host + ":" + config.port() + "," + BrokerSettings.CONTROLLER_LISTENER + "://"
                + host + ":" + config.controllerPort();
    }
}
