package dev.bellwether.storage.timescale;

import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.storage.AgentDirectory;
import dev.bellwether.storage.AlertLogReader;
import dev.bellwether.storage.AlertLogWriter;
import dev.bellwether.storage.MetricDirectory;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.StorageUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Storage in TimescaleDB or PostgreSQL, ready for use: its schema is up to date.
 *
 * <p>Safe for use by many threads. Close what it gave out before it.
 */
public final class TimescaleStorage implements AutoCloseable {
    private final Database database;
    private final Dialect dialect;
    private final Partitions partitions;
    private final Clock clock;
    private final SeriesIndex index;
    private final PackedReader packed;
    private final ReadGuard guard = new ReadGuard();

    private TimescaleStorage(Database database, Dialect dialect, Partitions partitions, Clock clock) {
        this.database = database;
        this.dialect = dialect;
        this.partitions = partitions;
        this.clock = clock;
        StorageConfig.ReadCaching caching = database.config().caching();
        this.index = new SeriesIndex(database, caching.seriesAge());
        this.packed = new PackedReader(new PackedCache(caching.packedBytes()));
    }

    /**
     * Waits for the database, finds out what it can do, brings the schema up to date. Blocks for that long.
     *
     * @throws StorageUnavailableException where the database does not answer in time or refuses us
     * @throws IllegalStateException where it answers but cannot serve: too old, or less than its schema was made for
     */
    public static TimescaleStorage open(StorageConfig config, Clock clock) {
        Database database = new Database(config);
        try {
            database.awaitReady(config.startTimeout());
            Dialect dialect = Schema.prepare(database);
            Partitions partitions = dialect == Dialect.PLAIN
                    ? new PlainPartitions(database, clock)
                    : new HypertablePartitions(config, dialect);
            try (Connection connection = database.open("schema")) {
                partitions.prepare(connection);
                connection.commit();
            }
            return new TimescaleStorage(database, dialect, partitions, clock);
        } catch (SQLException e) {
            database.close();
            throw new StorageUnavailableException("while opening the database: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** What the database can do. */
    public Dialect dialect() {
        return dialect;
    }

    /** A new writer with a connection of its own, for one thread; the caller closes it. */
    public SampleWriter newWriter() {
        return new TimescaleSampleWriter(database, dialect, partitions, index::outdate, clock);
    }

    /** The reader of a tenant's series; the empty text is the tenant where there is only one. */
    public SeriesReader reader(String tenant) {
        return new TimescaleSeriesReader(
                database,
                dialect,
                index,
                guard,
                new RollupPlanner(database.config(), dialect, partitions, clock),
                packed,
                tenant);
    }

    /** Which agents have sent. */
    public AgentDirectory agents() {
        return new TimescaleAgentDirectory(database);
    }

    /** A new writer of what became of alerts, with a connection of its own, for one thread; the caller closes it. */
    public AlertLogWriter newAlertLogWriter() {
        return new TimescaleAlertLogWriter(database);
    }

    /** What became of alerts. */
    public AlertLogReader alertLog() {
        return new TimescaleAlertLogReader(database);
    }

    /** What is known of metrics. */
    public MetricDirectory metrics() {
        return new TimescaleMetricDirectory(database);
    }

    /** The jobs, to be run one by one by the caller. */
    public StorageJobs jobs() {
        return new TimescaleJobs(database, dialect, partitions, clock);
    }

    /**
     * Runs the jobs from a thread of its own, as long as no other process does.
     *
     * @param interval the pause between two rounds
     * @return what stops them; the caller closes it before this storage
     */
    public StorageScheduler startJobs(Duration interval) {
        return new StorageScheduler(database, jobs(), interval);
    }

    /**
     * Asks the database for a sign of life; blocks for at most a few seconds.
     *
     * @return empty where all is well, else what is wrong
     */
    public Optional<String> problem() {
        try (Connection connection = database.read();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(5);
            statement.execute("SELECT 1 FROM log_position LIMIT 1");
            connection.rollback();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the database does not answer: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        guard.close();
        database.close();
    }
}
