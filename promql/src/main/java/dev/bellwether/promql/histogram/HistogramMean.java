package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;

/**
 * The mean of histograms as sum through count; once a sum would overflow, it goes on from mean to mean.
 *
 * <p>Not safe for use by many threads.
 */
public final class HistogramMean {
    private HistogramAccumulator sum;
    private double count = 1;
    private boolean incremental;

    public HistogramMean(NativeHistogram first) {
        sum = HistogramAccumulator.of(first);
    }

    /**
     * Adds a histogram.
     *
     * @throws IncompatibleSchemasException where one has custom buckets and the others have not
     */
    public void add(NativeHistogram histogram) {
        count++;
        if (!incremental) {
            HistogramAccumulator next = sum.copy().addCompensated(histogram);
            if (!next.hasOverflow()) {
                sum = next;
                return;
            }
            incremental = true;
            sum.divide(count - 1);
        }
        NativeHistogram share = HistogramAccumulator.of(histogram).divide(count).toHistogram();
        sum.multiply((count - 1) / count).addCompensated(share);
    }

    public boolean hasReconciledBounds() {
        return sum.found(HistogramAccumulator.Finding.BOUNDS_RECONCILED);
    }

    /** The mean so far. */
    public HistogramAccumulator mean() {
        return incremental ? sum.copy() : sum.copy().divide(count);
    }
}
