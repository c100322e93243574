package dev.bellwether.promql.cases;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.promql.histogram.CounterResets;
import dev.bellwether.promql.memory.InMemorySeries;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Stores samples with the hints that Prometheus's storage gives back.
 *
 * <p>It keeps no hint but that of gauges. Of a counter it knows that there was no reset since the sample before, where
 * both stand in one chunk; of the first in a chunk it knows nothing. A chunk ends with a reset, a new layout, a float or
 * a stale marker.
 */
final class StoredHints {
    private StoredHints() {}

    static void write(Labels labels, Collection<CaseSample> samples, InMemorySeries target) {
        NativeHistogram previous = null;
        for (CaseSample sample : samples) {
            CaseHistogram histogram = sample.histogram();
            if (histogram == null) {
                target.add(labels, sample.timeMillis(), sample.value());
                previous = null;
            } else {
                NativeHistogram current = histogram.histogram();
                target.add(labels, sample.timeMillis(), CounterResets.withHint(current, hint(current, previous)));
                previous = current;
            }
        }
    }

    private static CounterResetHint hint(NativeHistogram current, @Nullable NativeHistogram previous) {
        if (current.counterResetHint() == CounterResetHint.GAUGE) {
            return CounterResetHint.GAUGE;
        }
        boolean sameChunk = previous != null
                && previous.counterResetHint() != CounterResetHint.GAUGE
                && current.counterResetHint() != CounterResetHint.RESET
                && !previous.isStale()
                && current.schema() == previous.schema()
                && current.zeroThreshold() == previous.zeroThreshold()
                && Arrays.equals(current.customValues(), previous.customValues())
                && !CounterResets.isReset(CounterResets.withHint(current, CounterResetHint.UNKNOWN), previous);
        return sameChunk ? CounterResetHint.NOT_RESET : CounterResetHint.UNKNOWN;
    }
}
