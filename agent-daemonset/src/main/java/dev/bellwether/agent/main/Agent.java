package dev.bellwether.agent.main;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.WalConfig;
import dev.bellwether.agent.page.AgentCollector;
import dev.bellwether.agent.page.AgentPage;
import dev.bellwether.agent.page.AgentView;
import dev.bellwether.agent.schedule.SystemTimeline;
import dev.bellwether.agent.send.BatchSender;
import dev.bellwether.agent.wal.FsyncPolicy;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
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

    /** Held while parts change; reading the parts does not need it. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile AgentConfig config;
    private volatile BatchSender sender;
    private volatile CollectionSet collections;
    private volatile long reloadedMillis;
    private volatile String configurationError = "";
    private @Nullable AgentPage page;
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
                        "collecting into {}, sending to {}",
                        agent.log.path(),
                        config.send().endpoint());
        return agent;
    }

    /**
     * Starts an agent with its page.
     *
     * @throws IOException where the write-ahead log cannot be opened or the page's port cannot be had
     */
    public static Agent startWithPage(AgentConfig config) throws IOException {
        Agent agent = start(config);
        try {
            agent.page = new AgentPage(config.page(), agent::view, agent.ownMetrics);
            return agent;
        } catch (IOException e) {
            agent.closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(IOException failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                ConfiguredSources.collectors(newConfig, ownMetrics),
                ConfiguredSources.targets(newConfig),
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
     * The agent's id, its data directory and the settings of the write-ahead log change with a restart only.
     *
     * @throws IOException where one of those differs, or the page's new port cannot be had; everything stays as it was
     */
    public void reload(AgentConfig next) throws InterruptedException, IOException {
        changing.lockInterruptibly();
        try {
            if (closed) {
                return;
            }
            AgentConfig before = config;
            if (!walSettings(next).equals(walSettings(before))
                    || !next.identity().id().equals(before.identity().id())) {
                throw new IOException("agent.id, agent.dataDirectory and wal change with a restart only");
            }
            reloadPage(before, next);
            collections.stop();
            queue.externalLabels(next.identity().externalLabels());
            if (!next.send().equals(before.send())) {
                sender.close();
                sender = new BatchSender(log, next.send());
                sender.start();
            }
            config = next;
            collections = collect(next, collections);
            reloadedMillis = clock.millis();
            configurationError = "";
            LOG.atInfo().log("the configuration has been reloaded");
        } finally {
            changing.unlock();
        }
    }

    private void reloadPage(AgentConfig before, AgentConfig next) throws IOException {
        AgentPage old = page;
        if (old != null && !next.page().equals(before.page())) {
            page = new AgentPage(next.page(), this::view, ownMetrics);
            old.close();
        }
    }

    /** Remembers that the newest configuration cannot be used; the one in force stays so. */
    public void reloadFailed(String error) {
        configurationError = error;
        LOG.atError().log("the configuration stays as it was: {}", error);
    }

    /** The agent at this moment. */
    public AgentView view() {
        return new AgentView(
                config.identity().id(),
                AgentVersion.version(),
                startedMillis,
                reloadedMillis,
                configurationError,
                collections.collectors(),
                collections.targets(),
                log.status(),
                sender.status());
    }

    /** The port of the page, or 0 where there is none. */
    public int pagePort() {
        AgentPage open = page;
        return open == null ? 0 : open.port();
    }

    /**
     * Stops in order: collects nothing more, sends what is left for as long as {@code send.flushTimeout} allows, closes
     * the log.
     *
     * @return how many batches are left for the next start
     */
    public long stop() throws InterruptedException, IOException {
        changing.lockInterruptibly();
        try {
            if (closed) {
                return 0;
            }
            closed = true;
            AgentPage open = page;
            if (open != null) {
                open.close();
            }
            collections.stop();
            collections.close();
            log.maintain();
            long left = sender.stop(config.send().flushTimeout());
            log.close();
            timeline.close();
            LOG.atInfo().log(
                    left == 0 ? "stopped, everything has been sent" : "stopped, {} batches wait for the next start",
                    left);
            return left;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() throws InterruptedException, IOException {
        stop();
    }
}
