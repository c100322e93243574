package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReadException;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.storage.AgentDirectory;
import dev.bellwether.storage.AlertLogReader;
import dev.bellwether.storage.MetricDirectory;
import dev.bellwether.storage.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage for reading that need not be there yet: who reads before it is gets an error that says why, and later what is
 * stored. A thread of its own opens it, for as long as it takes, and then looks every few seconds whether it answers.
 *
 * <p>Safe for use by many threads. Close it after those that read.
 */
public final class AwaitedStorage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AwaitedStorage.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final StorageConfig config;
    private final Clock clock;
    private final Thread thread =
            Thread.ofPlatform().name("storage-opening").daemon(true).unstarted(this::run);
    private volatile @Nullable TimescaleStorage opened;
    private volatile @Nullable String problem = "the database has not been reached yet";
    private boolean closed;

    private AwaitedStorage(StorageConfig config, Clock clock) {
        this.config = config.withStartTimeout(ATTEMPT);
        this.clock = clock;
    }

    /** Starts to open storage; returns at once. */
    public static AwaitedStorage start(StorageConfig config, Clock clock) {
        AwaitedStorage storage = new AwaitedStorage(config, clock);
        storage.thread.start();
        return storage;
    }

    private void run() {
        try {
            TimescaleStorage storage = open();
            while (storage != null) {
                tell(storage.problem().orElse(null));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null where this was closed meanwhile. */
    private @Nullable TimescaleStorage open() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TimescaleStorage storage = TimescaleStorage.open(config, clock);
                return keep(storage) ? storage : null;
            } catch (RuntimeException e) {
                tell(e.getMessage() == null ? e.toString() : e.getMessage());
            }
            Thread.sleep(PAUSE);
        }
        return null;
    }

    private synchronized boolean keep(TimescaleStorage storage) {
        if (closed) {
            storage.close();
            return false;
        }
        opened = storage;
        return true;
    }

    private void tell(@Nullable String found) {
        String before = problem;
        problem = found;
        if (found == null && before != null) {
            log.info("the database answers");
        } else if (found != null && !found.equals(before)) {
            log.warn("the database is away: {}", found);
        }
    }

    /** Why nothing can be read, as it was seconds ago; empty where all is well. Returns at once. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private TimescaleStorage storage() {
        TimescaleStorage storage = opened;
        if (storage == null) {
            throw new StorageUnavailableException("the database is away: " + problem, null);
        }
        return storage;
    }

    /** The reader of a tenant's series. */
    public SeriesReader reader(String tenant) {
        return new AwaitedReader(tenant);
    }

    /** Which agents have sent. */
    public AgentDirectory agents() {
        return new AgentDirectory() {
            @Override
            public List<AgentStatus> agents(String tenant) {
                return storage().agents().agents(tenant);
            }

            @Override
            public Optional<AgentStatus> agent(String tenant, String agentId) {
                return storage().agents().agent(tenant, agentId);
            }
        };
    }

    /** What is known of metrics. */
    public MetricDirectory metrics() {
        return new MetricDirectory() {
            @Override
            public SortedMap<String, MetricMetadata> metadata(String metric) {
                return storage().metrics().metadata(metric);
            }
        };
    }

    /** What became of alerts. */
    public AlertLogReader alertLog() {
        return new AlertLogReader() {
            @Override
            public List<AlertTransition> transitions(AlertLogSelection selection) {
                return storage().alertLog().transitions(selection);
            }

            @Override
            public List<NotificationDecision> decisions(AlertLogSelection selection) {
                return storage().alertLog().decisions(selection);
            }

            @Override
            public List<NotificationDecision> decisionsOfNotifications(List<String> notificationIds) {
                return storage().alertLog().decisionsOfNotifications(notificationIds);
            }
        };
    }

    /** Made once storage is open, for readers keep what they have learnt. */
    private final class AwaitedReader implements SeriesReader {
        private final String tenant;
        private volatile @Nullable SeriesReader made;

        AwaitedReader(String tenant) {
            this.tenant = tenant;
        }

        private SeriesReader reader() {
            SeriesReader reader = made;
            if (reader == null) {
                try {
                    reader = storage().reader(tenant);
                } catch (StorageUnavailableException e) {
                    throw new SeriesReadException(String.valueOf(e.getMessage()), e);
                }
                made = reader;
            }
            return reader;
        }

        @Override
        public SeriesCursor select(Selection selection) {
            return reader().select(selection);
        }

        @Override
        public List<Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return reader().series(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return reader().labelNames(matchers, startMillis, endMillis, limit);
        }

        @Override
        public List<String> labelValues(
                String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit) {
            return reader().labelValues(labelName, matchers, startMillis, endMillis, limit);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TimescaleStorage storage = opened;
        if (storage != null) {
            storage.close();
        }
    }
}
