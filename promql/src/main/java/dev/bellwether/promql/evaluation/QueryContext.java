package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.annotation.Annotations;
import dev.bellwether.promql.plan.Plan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What belongs to one running query: its options, its reader, its budget and what it has found out. */
final class QueryContext {
    /** A query touches at most so many samples, or does as much other work, before it looks whether it should end. */
    static final int SAMPLES_BETWEEN_CHECKS = 50_000;

    private static final List<String> METADATA_LABELS = List.of(Labels.METRIC_NAME, "__type__", "__unit__");

    private final QueryOptions options;
    private final SeriesReader reader;
    private final Steps queryRange;
    private final boolean instant;
    private final long endMillis;
    private final CancellationToken cancellation;
    private final @Nullable Trace trace;
    private final long askedNanos = System.nanoTime();
    private final long deadlineNanos;
    private final Annotations annotations = new Annotations();
    private final long[] queryableByStep;
    private long @Nullable [] queryable;
    private long begunNanos = askedNanos;
    private long samplesInMemory;
    private long peakSamples;
    private long samplesRead;
    private long untilCheck = SAMPLES_BETWEEN_CHECKS;

    QueryContext(
            QueryOptions options,
            SeriesReader reader,
            Steps queryRange,
            boolean instant,
            long endMillis,
            RunOptions run) {
        this.options = options;
        this.reader = reader;
        this.queryRange = queryRange;
        this.instant = instant;
        this.endMillis = endMillis;
        this.cancellation = run.cancellation();
        this.trace = run.explain() ? new Trace() : null;
        this.deadlineNanos = askedNanos + options.timeout().toNanos();
        this.queryableByStep = new long[queryRange.count()];
        this.queryable = queryableByStep;
    }

    /** It is the query's turn. */
    void begin() {
        begunNanos = System.nanoTime();
    }

    QueryOptions options() {
        return options;
    }

    SeriesReader reader() {
        return reader;
    }

    Annotations annotations() {
        return annotations;
    }

    /** Measures what the parts of the query take; null where nobody asked. */
    @Nullable
    Trace trace() {
        return trace;
    }

    long queryStartMillis() {
        return queryRange.startMillis();
    }

    long queryEndMillis() {
        return endMillis;
    }

    /** The step of the query, 0 for an instant. */
    long queryStepMillis() {
        return instant ? 0 : queryRange.stepMillis();
    }

    long lookbackMillis() {
        return options.lookbackDelta().toMillis();
    }

    boolean delaysNameRemoval() {
        return options.delayedNameRemoval();
    }

    /** The labels of a result that loses its name: at once, or as they are where removal is delayed. */
    Labels labelsOfDerived(Labels labels) {
        return options.delayedNameRemoval() ? labels : withoutMetadata(labels);
    }

    static Labels withoutMetadata(Labels labels) {
        return labels.without(METADATA_LABELS);
    }

    /**
     * Takes samples from the budget.
     *
     * @throws QueryException where the budget does not suffice
     */
    void reserve(long samples) {
        samplesInMemory += samples;
        if (samplesInMemory > peakSamples) {
            peakSamples = samplesInMemory;
        }
        if (samplesInMemory > options.maxSamples()) {
            throw tooManySamples();
        }
    }

    /** Whether the budget would suffice for so many samples more, with as much left for everything else. */
    boolean hasRoomFor(long samples) {
        return samplesInMemory + 2 * samples <= options.maxSamples() / 2;
    }

    QueryException tooManySamples() {
        return QueryException.execution(
                "query processing would load too many samples into memory in query execution (limit maxSamples is "
                        + options.maxSamples() + ")");
    }

    /** Gives samples back that are no longer held. */
    void release(long samples) {
        samplesInMemory -= samples;
    }

    void countRead(long samples) {
        samplesRead += samples;
    }

    /** Counts samples that a step of the query looks at. */
    void countQueryable(int step, long samples) {
        long[] counts = queryable;
        if (counts != null) {
            counts[step] += samples;
        }
    }

    /** Counts samples into these counts from now on, or nowhere: those of subqueries do not count. */
    long @Nullable [] exchangeQueryable(long @Nullable [] counts) {
        long[] before = queryable;
        queryable = counts;
        return before;
    }

    /** The counts so far, or null where nothing is counted. */
    long @Nullable [] queryableSoFar() {
        long[] counts = queryable;
        return counts == null ? null : Arrays.copyOf(counts, counts.length);
    }

    /** What the query has taken so far. */
    QueryStatistics statistics(Plan plan) {
        return new QueryStatistics(
                peakSamples,
                samplesRead,
                begunNanos - askedNanos,
                System.nanoTime() - askedNanos,
                new StepSamples(queryRange, queryableByStep),
                trace == null ? null : trace.tree(plan));
    }

    /**
     * Tells that something was done that takes about as long as touching so many samples; from time to time the query
     * looks whether it should end.
     */
    void work(long samples) {
        untilCheck -= samples;
        if (untilCheck <= 0) {
            untilCheck = SAMPLES_BETWEEN_CHECKS;
            checkRunning();
        }
    }

    /**
     * Ends the query where it was cancelled or takes too long.
     *
     * @throws QueryException of type canceled or timeout
     */
    void checkRunning() {
        if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new QueryException(QueryException.Type.CANCELED, "query was canceled in expression evaluation");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new QueryException(
                    QueryException.Type.TIMEOUT,
                    "query timed out in expression evaluation (limit timeout is "
                            + options.timeout().toMillis() + " ms)");
        }
    }

    /** The same while the query waits for its turn. */
    void checkWaiting() {
        if (cancellation.isCancelled()) {
            throw new QueryException(QueryException.Type.CANCELED, "query was canceled in query queue");
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw new QueryException(
                    QueryException.Type.TIMEOUT,
                    "query timed out in query queue (limit maxConcurrentQueries is " + options.maxConcurrentQueries()
                            + ")");
        }
    }
}
