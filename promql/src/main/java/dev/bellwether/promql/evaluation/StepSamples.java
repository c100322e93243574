package dev.bellwether.promql.evaluation;

/**
 * How many samples a query looked at in each of its steps, as Prometheus counts: the samples in a window for each step, a
 * native histogram for the floats that would take its room, and what a subquery gives instead of what it reads.
 *
 * <p>Immutable.
 */
public final class StepSamples {
    /** No step. */
    public static final StepSamples NONE = new StepSamples(new Steps(0, 1, 0), new long[0]);

    private final Steps steps;
    private final long[] counts;

    StepSamples(Steps steps, long[] counts) {
        this.steps = steps;
        this.counts = counts.clone();
    }

    public Steps steps() {
        return steps;
    }

    /** The count of a step, from 0. */
    public long at(int step) {
        return counts[step];
    }

    /** The sum over all steps. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }
}
