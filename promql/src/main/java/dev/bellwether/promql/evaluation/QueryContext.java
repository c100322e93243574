package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.annotation.Annotations;
import java.util.List;

/** What belongs to one running query: its options, its reader, its budget and what it has found out. */
final class QueryContext {
    private static final List<String> METADATA_LABELS = List.of(Labels.METRIC_NAME, "__type__", "__unit__");

    private final QueryOptions options;
    private final SeriesReader reader;
    private final Steps queryRange;
    private final boolean instant;
    private final long endMillis;
    private final CancellationToken cancellation;
    private final long deadlineNanos;
    private final long startNanos = System.nanoTime();
    private final Annotations annotations = new Annotations();
    private long samplesInMemory;
    private long peakSamples;
    private long samplesRead;

    QueryContext(
            QueryOptions options,
            SeriesReader reader,
            Steps queryRange,
            boolean instant,
            long endMillis,
            CancellationToken cancellation,
            long deadlineNanos) {
        this.options = options;
        this.reader = reader;
        this.queryRange = queryRange;
        this.instant = instant;
        this.endMillis = endMillis;
        this.cancellation = cancellation;
        this.deadlineNanos = deadlineNanos;
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

    /** What the query has taken so far. */
    QueryStatistics statistics() {
        return new QueryStatistics(peakSamples, samplesRead, System.nanoTime() - startNanos);
    }

    /**
     * Ends the query where it was cancelled or takes too long; called for every series and every few thousand steps.
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
}
