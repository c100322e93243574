package dev.bellwether.storage.timescale;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** Runs each job on a connection of its own, without a limit on how long a statement takes. */
final class TimescaleJobs implements StorageJobs {
    private static final Duration LONGEST_STATEMENT = Duration.ofHours(6);

    private final Database database;
    private final RollupJob rollup;
    private final PackingJob packing;
    private final RetentionJob retention;

    TimescaleJobs(Database database, Dialect dialect, Partitions partitions, Clock clock) {
        this.database = database;
        this.rollup = new RollupJob(database.config(), dialect, partitions, clock);
        this.packing = new PackingJob(database.config(), dialect, partitions, clock);
        this.retention = new RetentionJob(database.config(), dialect, partitions, clock);
    }

    private interface Job {
        int run(Connection connection) throws SQLException;
    }

    @Override
    public int rollUp() {
        return run("rolling up", rollup::run);
    }

    @Override
    public int pack() {
        return run("packing", packing::run);
    }

    @Override
    public int retain() {
        return run("dropping what is old", retention::run);
    }

    private int run(String doing, Job job) {
        try (Connection connection = database.open("jobs", LONGEST_STATEMENT)) {
            return job.run(connection);
        } catch (SQLException e) {
            throw SqlFailures.translate(doing, e);
        }
    }
}
