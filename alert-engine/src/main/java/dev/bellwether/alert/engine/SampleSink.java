package dev.bellwether.alert.engine;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the samples that rules make: results of recording rules, and {@code ALERTS}. Returns at once; what cannot be written
 * is counted and given up, for the next evaluation writes again. Used by the engine's thread alone.
 */
public interface SampleSink {
    /** Writes nothing. */
    SampleSink NONE = (ruleUid, generation, timestampMillis, samples) -> {};

    /**
     * One value of a series.
     *
     * @param labels the series, with its metric's name
     * @param value the value; meaningless where there is a histogram
     * @param histogram null for a float
     */
    record Point(Labels labels, double value, @Nullable NativeHistogram histogram) {}

    /**
     * Appends samples of one time. The same rule, generation and time name the same samples: a repeat counts once.
     */
    void append(String ruleUid, long generation, long timestampMillis, List<Point> samples);
}
