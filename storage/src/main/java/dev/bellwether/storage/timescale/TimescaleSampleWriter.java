package dev.bellwether.storage.timescale;

import dev.bellwether.storage.Flush;
import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.PartitionProgress;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes by binary COPY over a connection of its own, which it opens anew after a failure.
 *
 * <p>Sample tables have no constraint that could refuse a row; what keeps the effect exactly-once is the conditional
 * move of the offset, the last statement before the commit.
 */
final class TimescaleSampleWriter implements SampleWriter {
    private final Database database;
    private final SeriesRegistry registry;
    private final SampleTables tables;
    private final Partitions partitions;
    private final Runnable widened;
    private final SeriesActivity activity = new SeriesActivity();
    private final DirtyBuckets dirtyBuckets;
    private @Nullable Connection connection;

    /**
     * A writer.
     *
     * @param widened told after a commit when series have samples at times at which they had none before
     */
    TimescaleSampleWriter(Database database, Dialect dialect, Partitions partitions, Runnable widened, Clock clock) {
        this.widened = widened;
        this.database = database;
        this.registry = new SeriesRegistry(database.config().retentionRules());
        this.tables = new SampleTables(database.config(), dialect, partitions, registry);
        this.partitions = partitions;
        this.dirtyBuckets = new DirtyBuckets(clock);
    }

    /** One piece of work in a transaction. */
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    @Override
    public List<SeriesId> resolve(List<SeriesIdentity> series) {
        if (series.isEmpty()) {
            return List.of();
        }
        try {
            return inTransaction("resolving series", open -> registry.resolve(open, series));
        } catch (RuntimeException e) {
            registry.forget();
            throw e;
        }
    }

    @Override
    public PartitionProgress progress(PartitionId partition) {
        return inTransaction("reading the progress of a partition", open -> {
            try (var statement = open.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            }
            return LogProgress.read(open, partition);
        });
    }

    @Override
    public Set<String> knownRequests(String tenant, Collection<String> identities) {
        if (identities.isEmpty()) {
            return Set.of();
        }
        return inTransaction("looking for known requests", open -> LogProgress.knownRequests(open, tenant, identities));
    }

    @Override
    public void write(Flush flush) {
        requireTimes(flush);
        flush.samples().sort();
        try {
            writeOnce(flush);
        } catch (PartitionGoneException e) {
            // Dropped between our look and our COPY; everything was rolled back, so once more is harmless.
            partitions.forget();
            writeOnce(flush);
        }
        if (activity.committed()) {
            widened.run();
        }
        dirtyBuckets.committed();
    }

    private void writeOnce(Flush flush) {
        inTransaction("writing samples", open -> {
            try {
                tables.write(open, flush.samples(), flush.histograms());
            } catch (SQLException e) {
                if (SqlFailures.isNoPartition(e)) {
                    throw new PartitionGoneException(e);
                }
                throw e;
            }
            activity.write(open, flush.samples(), flush.histograms());
            LogProgress.writeSenders(open, flush.senders());
            LogProgress.writeRequests(open, flush.requests());
            dirtyBuckets.write(open, flush.samples());
            LogProgress.advance(open, flush.offsets());
            return true;
        });
    }

    private static void requireTimes(Flush flush) {
        SampleColumns samples = flush.samples();
        for (int i = 0; i < samples.count(); i++) {
            requireTime(samples.seriesId(i), samples.timestampMillis(i));
        }
        for (HistogramSample histogram : flush.histograms()) {
            requireTime(histogram.series().seriesId(), histogram.timestampMillis());
        }
    }

    private static void requireTime(long seriesId, long timestampMillis) {
        if (timestampMillis < MIN_TIMESTAMP_MILLIS || timestampMillis > MAX_TIMESTAMP_MILLIS) {
            throw new RejectedSampleException("a sample of series " + seriesId + " has the time " + timestampMillis
                    + " ms, allowed are " + MIN_TIMESTAMP_MILLIS + " to " + MAX_TIMESTAMP_MILLIS);
        }
    }

    private <T> T inTransaction(String doing, Work<T> work) {
        Connection open = connect(doing);
        T result;
        try {
            result = work.in(open);
        } catch (SQLException e) {
            if (SqlFailures.endsConnection(e)) {
                disconnect();
            } else {
                rollBack(open);
            }
            throw SqlFailures.translate(doing, e);
        } catch (RuntimeException e) {
            rollBack(open);
            throw e;
        }
        try {
            open.commit();
        } catch (SQLException e) {
            disconnect();
            throw SqlFailures.translate(doing + ", in its commit, whose outcome is unknown", e);
        }
        return result;
    }

    private Connection connect(String doing) {
        Connection open = connection;
        if (open == null) {
            try {
                open = database.open("writer");
            } catch (SQLException e) {
                throw SqlFailures.translate(doing + ", connecting", e);
            }
            connection = open;
        }
        return open;
    }

    private void rollBack(Connection open) {
        try {
            open.rollback();
        } catch (SQLException e) {
            // A broken connection rolls back by itself on the server.
            disconnect();
        }
    }

    private void disconnect() {
        // The next connection may lead to a server that took the other's place and has not seen all of its commits.
        registry.forget();
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It is broken: nothing is left to close.
            }
        }
    }

    @Override
    public void close() {
        disconnect();
    }

    /** A partition vanished between looking and writing. */
    private static final class PartitionGoneException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PartitionGoneException(SQLException cause) {
            super(cause);
        }
    }
}
