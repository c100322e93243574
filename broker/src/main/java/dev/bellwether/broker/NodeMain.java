package dev.bellwether.broker;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** One node of a cluster of brokers as a process of its own, set up by environment variables; docs/processes.md lists them. */
public final class NodeMain {
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private NodeMain() {}

    /** Serves until the process is told to stop; ends with 2 for a wrong setting, 1 where it cannot start or go on. */
    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            String format = System.getenv().getOrDefault("BELLWETHER_LOG_FORMAT", "text");
            System.setProperty(LOG_CONFIGURATION, "dev/bellwether/broker/logback-" + format + ".xml");
        }
        try {
            run(NodeConfig.of(System.getenv()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (BrokerException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(NodeConfig config) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (NodePages pages = new NodePages(config.listenHost(), config.pagesPort());
                DirectoryLock lock = DirectoryLock.take(config.dataDirectory())) {
            KafkaRaftServer server = prepare(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "broker-stop"));
            startUp(server);
            System.out.println("node " + config.nodeId() + " serves");
            System.out.flush();
            server.awaitShutdown();
        } finally {
            stopped.countDown();
        }
    }

    private static KafkaRaftServer prepare(NodeConfig config) {
        try {
            LogDirectory.formatFor(config.dataDirectory(), config.nodeId(), config.clusterId());
            Map<String, String> settings = NodeSettings.of(config);
            return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        } catch (BrokerException | IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokerException("node " + config.nodeId() + " cannot start: " + e.getMessage(), e);
        }
    }

    private static void startUp(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new BrokerException("the node does not start: " + e.getMessage(), e);
        }
    }

    /** Hands over what it leads, writes everything to disk, and lets the main thread give back the directory. */
    private static void stop(KafkaRaftServer server, CountDownLatch stopped) {
        server.shutdown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
