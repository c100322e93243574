package dev.bellwether.promql.functions;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import java.util.Arrays;

/**
 * The samples of one series that a range function looks at, sliding over the series from step to step.
 *
 * <p>Floats and histograms stand in columns of their own, without stale markers. Indexes from {@link #floatStart} to
 * {@link #floatEnd} (excluded) are inside the window. Reused from series to series; not safe for use by many threads.
 */
public final class Window {
    private final RangeKind kind;
    private final long rangeMillis;
    private final Span span;

    private Labels labels = Labels.EMPTY;
    private long[] floatTimes = new long[64];
    private double[] floats = new double[64];
    private int floatCount;
    private long[] histogramTimes = {};
    private NativeHistogram[] histograms = {};
    private int histogramCount;

    private int floatStart;
    private int floatEnd;
    private int histogramStart;
    private int histogramEnd;
    private long rangeEndMillis;
    private long evaluationMillis;

    private int[] resets = {};
    private int resetCount = -1;
    private int resetStart;

    private int highest;
    private int highestSeenTo;
    private int lowest;
    private int lowestSeenTo;

    /**
     * @param kind how the edges are treated
     * @param rangeMillis the width that the query names
     * @param span the range selector's place in the query, for annotations
     */
    public Window(RangeKind kind, long rangeMillis, Span span) {
        this.kind = kind;
        this.rangeMillis = rangeMillis;
        this.span = span;
    }

    /** Forgets the samples and starts with another series. */
    public void reset(Labels seriesLabels) {
        labels = seriesLabels;
        floatCount = 0;
        histogramCount = 0;
        floatStart = 0;
        floatEnd = 0;
        histogramStart = 0;
        histogramEnd = 0;
        resetCount = -1;
        resetStart = 0;
        highestSeenTo = 0;
        lowestSeenTo = 0;
    }

    /** Adds a float; times ascend. */
    public void append(long timeMillis, double value) {
        if (floatCount == floats.length) {
            floatTimes = Arrays.copyOf(floatTimes, floatCount * 2);
            floats = Arrays.copyOf(floats, floatCount * 2);
        }
        floatTimes[floatCount] = timeMillis;
        floats[floatCount++] = value;
    }

    /** Adds a histogram; times ascend. */
    public void append(long timeMillis, NativeHistogram histogram) {
        if (histogramCount == histograms.length) {
            int capacity = Math.max(16, histogramCount * 2);
            histogramTimes = Arrays.copyOf(histogramTimes, capacity);
            histograms = Arrays.copyOf(histograms, capacity);
        }
        histogramTimes[histogramCount] = timeMillis;
        histograms[histogramCount++] = histogram;
    }

    /**
     * Moves the window; its ends never go back for one series.
     *
     * @param rangeEnd the last time of the range
     * @param before how much before the range's start samples are wanted as well
     * @param after how much after the range's end
     * @param evaluation the time of the step
     */
    public void moveTo(long rangeEnd, long before, long after, long evaluation) {
        rangeEndMillis = rangeEnd;
        evaluationMillis = evaluation;
        long first = rangeEnd - rangeMillis - before;
        long last = rangeEnd + after;
        while (floatStart < floatCount && floatTimes[floatStart] <= first) {
            floatStart++;
        }
        floatEnd = Math.max(floatEnd, floatStart);
        while (floatEnd < floatCount && floatTimes[floatEnd] <= last) {
            floatEnd++;
        }
        while (histogramStart < histogramCount && histogramTimes[histogramStart] <= first) {
            histogramStart++;
        }
        histogramEnd = Math.max(histogramEnd, histogramStart);
        while (histogramEnd < histogramCount && histogramTimes[histogramEnd] <= last) {
            histogramEnd++;
        }
    }

    public RangeKind kind() {
        return kind;
    }

    public Span span() {
        return span;
    }

    public Labels labels() {
        return labels;
    }

    public String metricName() {
        return labels.metricName();
    }

    public long rangeMillis() {
        return rangeMillis;
    }

    public double rangeSeconds() {
        return rangeMillis / 1000.0;
    }

    /** The start of the range; a sample at this very time is outside. */
    public long rangeStartMillis() {
        return rangeEndMillis - rangeMillis;
    }

    public long rangeEndMillis() {
        return rangeEndMillis;
    }

    /** The time of the step, which {@code offset} and {@code @} do not change. */
    public long evaluationMillis() {
        return evaluationMillis;
    }

    public int floatStart() {
        return floatStart;
    }

    public int floatEnd() {
        return floatEnd;
    }

    public int floatCount() {
        return floatEnd - floatStart;
    }

    public long floatTime(int index) {
        return floatTimes[index];
    }

    public double value(int index) {
        return floats[index];
    }

    public int histogramStart() {
        return histogramStart;
    }

    public int histogramEnd() {
        return histogramEnd;
    }

    public int histogramCount() {
        return histogramEnd - histogramStart;
    }

    public long histogramTime(int index) {
        return histogramTimes[index];
    }

    public NativeHistogram histogram(int index) {
        return histograms[index];
    }

    public boolean isEmpty() {
        return floatStart == floatEnd && histogramStart == histogramEnd;
    }

    /** The floats of the window, copied. */
    public double[] copyOfFloats() {
        return Arrays.copyOfRange(floats, floatStart, floatEnd);
    }

    /**
     * Adds to {@code increase} the last values before every counter reset inside the window, in the order of time.
     *
     * <p>Resets are looked for once in a series, whatever the number of steps.
     */
    public double withResetCorrection(double increase) {
        if (resetCount < 0) {
            findResets();
        }
        while (resetStart < resetCount && resets[resetStart] <= floatStart) {
            resetStart++;
        }
        double corrected = increase;
        for (int i = resetStart; i < resetCount && resets[i] < floatEnd; i++) {
            corrected += floats[resets[i] - 1];
        }
        return corrected;
    }

    /**
     * The largest float of the window, NaN only where there is nothing else. What was largest in the window before is
     * compared with new samples alone while it is inside; needs at least one float.
     */
    public double largest() {
        boolean known = highestSeenTo > floatStart && highest >= floatStart && highestSeenTo <= floatEnd;
        int best = known ? highest : floatStart;
        for (int i = known ? highestSeenTo : floatStart + 1; i < floatEnd; i++) {
            if (floats[i] > floats[best] || Double.isNaN(floats[best])) {
                best = i;
            }
        }
        highest = best;
        highestSeenTo = floatEnd;
        return floats[best];
    }

    /** The smallest float of the window; see {@link #largest}. */
    public double smallest() {
        boolean known = lowestSeenTo > floatStart && lowest >= floatStart && lowestSeenTo <= floatEnd;
        int best = known ? lowest : floatStart;
        for (int i = known ? lowestSeenTo : floatStart + 1; i < floatEnd; i++) {
            if (floats[i] < floats[best] || Double.isNaN(floats[best])) {
                best = i;
            }
        }
        lowest = best;
        lowestSeenTo = floatEnd;
        return floats[best];
    }

    private void findResets() {
        resetCount = 0;
        for (int i = 1; i < floatCount; i++) {
            if (floats[i] < floats[i - 1]) {
                if (resetCount == resets.length) {
                    resets = Arrays.copyOf(resets, Math.max(16, resetCount * 2));
                }
                resets[resetCount++] = i;
            }
        }
    }
}
