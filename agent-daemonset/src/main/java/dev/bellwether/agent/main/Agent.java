package dev.bellwether.agent.main;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.WalConfig;
import dev.bellwether.agent.page.AgentCollector;
import dev.bellwether.agent.page.AgentView;
import dev.bellwether.agent.schedule.SystemTimeline;
import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.wal.FsyncPolicy;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent: collects, writes ahead, sends. Composes its parts and owns them; has no static state, so that several may live
 * in one process.
 *
 * <pre>{@code
 * try (Agent agent = Agent.start(config)) {
 *     agent.reload(changed);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Clock clock;
    private final long startedMillis;
    private final SystemTimeline timeline = new SystemTimeline();
    private final WriteAheadLog log;
    private final BatchQueue queue;
    private final AgentCollector ownMetrics;
    private AgentConfig config;
    private BatchSender sender;
    private CollectionSet collections;
    private long reloadedMillis;
    private String configurationError = "";
    private boolean closed;

    private Agent(AgentConfig config, Clock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        this.startedMillis = clock.millis();
        this.reloadedMillis = startedMillis;
        this.log = WriteAheadLog.open(walSettings(config), config.identity().id(), clock);
        this.queue = new BatchQueue(config.identity().externalLabels(), log::append);
        this.ownMetrics = new AgentCollector(this::view, clock);
        this.sender = new BatchSender(log, config.send());
        this.collections = collect(config, null);
    }

    /**
     * Starts an agent without its page: to be embedded.
     *
     * @throws IOException where the write-ahead log cannot be opened; says why in one line
     */
    public static Agent start(AgentConfig config) throws IOException {
        Agent agent = new Agent(config, Clock.systemUTC());
        agent.sender.start();
        agent.maintain();
        LOG.atInfo()
                .addKeyValue("agent", config.identity().id())
                .log(
                        "collecting to {}, sending to {}",
                        agent.log.path(),
                        config.send().endpoint());
        return agent;
    }

    private static WalSettings walSettings(AgentConfig config) {
        WalConfig wal = config.wal();
        return new WalSettings(
                config.identity().dataDirectory().resolve("wal"),
                wal.fsync() == WalConfig.Fsync.ALWAYS ? FsyncPolicy.ALWAYS : FsyncPolicy.INTERVAL,
                wal.fsyncInterval(),
                wal.segmentBytes(),
                wal.maxBytes());
    }

    private CollectionSet collect(AgentConfig newConfig, @Nullable CollectionSet before) {
        return CollectionSet.start(
                newConfig.identity().id(),
                newConfig.identity().targetLabels(),
                CollectionSet.sources(newConfig, ownMetrics),
                timeline,
                queue,
                before);
    }

    private void maintain() {
        timeline.after(
                config.wal().fsyncInterval(),
                () -> timeline.execute(() -> {
                    log.maintain();
                    maintain();
                }));
    }

    /**
     * Takes another configuration without losing a sample: collectors and targets that go on keep their ticks and series.
     * The agent's id, its data directory and the settings of the write-ahead log change with a restart only; where they
     * differ, that is logged.
     */
    public synchronized void reload(AgentConfig changed) throws InterruptedException {
        if (closed) {
            return;
        }
        AgentConfig next = changed;
        if (!walSettings(changed).equals(walSettings(config))
                || !changed.identity().id().equals(config.identity().id())) {
            LOG.atWarn().log("agent.id, agent.dataDirectory and wal change with a restart only");
        }
        CollectionSet before = collections;
        before.stop();
        queue.externalLabels(next.identity().externalLabels());
        if (!next.send().equals(config.send())) {
            sender.close();
            sender = new BatchSender(log, next.send());
            sender.start();
        }
        config = next;
        collections = collect(next, before);
        reloadedMillis = clock.millis();
        configurationError = "";
        LOG.atInfo().log("the configuration has been reloaded");
    }

    /** Remembers that the newest configuration cannot be used; the one in force stays so. */
    public synchronized void reloadFailed(String error) {
        configurationError = error;
        LOG.atError().log("the configuration stays as it was: {}", error);
    }

    /** The agent at this moment. */
    public synchronized AgentView view() {
        return new AgentView(
                config.identity().id(),
                version(),
                startedMillis,
                reloadedMillis,
                configurationError,
                collections.collectors(),
                List.of(),
                log.status(),
                sender.status());
    }

    private static String version() {
        String version = Agent.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The agent's own metrics. */
    public AgentCollector ownMetrics() {
        return ownMetrics;
    }

    /**
     * Stops in order: collects nothing more, sends what is left for as long as {@code send.flushTimeout} allows, closes
     * the log.
     *
     * @return how many batches are left for the next start
     */
    public synchronized long stop() throws InterruptedException, IOException {
        if (closed) {
            return 0;
        }
        closed = true;
        collections.stop();
        log.force();
        long left = sender.stop(config.send().flushTimeout());
        log.close();
        timeline.close();
        LOG.atInfo().log(
                left == 0 ? "stopped; everything has been sent" : "stopped; {} batches wait for the next start", left);
        return left;
    }

    @Override
    public void close() throws InterruptedException, IOException {
        stop();
    }
}
