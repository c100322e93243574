package dev.bellwether.broker;

import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker and its controller in this process.
 *
 * <p>{@link #start} blocks until the broker serves; {@link #close} until all is on disk. An object is started once and
 * closed once, from any thread; {@link #bootstrapServers} may be asked by many. The data directory can be opened again
 * after a close, a crash or kill -9: Kafka then reads the end of each log again.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerConfig config;
    private final int port;
    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private boolean closed;

    private EmbeddedBroker(BrokerConfig config, int port, DirectoryLock lock, KafkaRaftServer server) {
        this.config = config;
        this.port = port;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @throws BrokerException where the port is taken, the data directory in use or damaged
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        long startedNanos = System.nanoTime();
        DirectoryLock lock = DirectoryLock.take(config.dataDirectory());
        try {
            Ports.Chosen ports = Ports.choose(config.host(), config.port());
            Map<String, String> settings = BrokerSettings.of(config, ports.broker(), ports.controller());
            LogDirectory.format(config.dataDirectory(), Integer.parseInt(settings.getOrDefault("node.id", "1")));
            KafkaRaftServer server = startServer(settings);
            LOG.atInfo()
                    .addKeyValue("address", config.host() + ":" + ports.broker())
                    .addKeyValue("directory", config.dataDirectory())
                    .addKeyValue("milliseconds", (System.nanoTime() - startedNanos) / 1_000_000)
                    .log("broker serves");
            return new EmbeddedBroker(config, ports.broker(), lock, server);
        } catch (BrokerException e) {
            lock.close();
            throw e;
        } catch (Exception e) {
            lock.close();
            throw new BrokerException(
                    "broker with data directory " + config.dataDirectory() + " cannot start: " + e.getMessage(), e);
        }
    }

    private static KafkaRaftServer startServer(Map<String, String> settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return config.host() + ":" + port;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Blocks until the broker has stopped, by {@link #close} or by itself. */
    public void awaitStop() {
        server.awaitShutdown();
    }

    /** Stops serving, writes everything to disk and releases the directory; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            lock.close();
        }
        LOG.atInfo().addKeyValue("address", bootstrapServers()).log("broker stopped");
    }
}
