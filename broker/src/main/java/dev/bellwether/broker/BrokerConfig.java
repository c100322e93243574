package dev.bellwether.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a broker is started with.
 *
 * @param dataDirectory where its log stands; created where it is missing, survives restarts and kill -9
 * @param host the address it listens on and tells its clients
 * @param port the port it listens on, 1 to 65535; 0 for a free one, a new one at each start
 * @param settings settings under Kafka's own names that win over those of {@link BrokerSettings}
 */
public record BrokerConfig(Path dataDirectory, String host, int port, Map<String, String> settings) {
    /** The address of this machine that nobody else reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    public BrokerConfig {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank; an address or a host name is needed");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", allowed are 0 to 65535");
        }
        settings = Map.copyOf(settings);
    }

    /** A broker for this machine alone, on a free port. */
    public static BrokerConfig local(Path dataDirectory) {
        return new BrokerConfig(dataDirectory, LOOPBACK, 0, Map.of());
    }

    /** The same on another port. */
    public BrokerConfig withPort(int otherPort) {
        return new BrokerConfig(dataDirectory, host, otherPort, settings);
    }
}
