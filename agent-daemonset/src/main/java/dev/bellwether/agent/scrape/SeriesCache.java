package dev.bellwether.agent.scrape;

import dev.bellwether.agent.scrape.exposition.ByteKeyTable;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series of one target: found by the bytes of the exposition, so that labels are worked out once, and remembered as
 * alive, so that their end is noticed. For one thread.
 */
final class SeriesCache {
    /** How many passes a series that is gone is remembered: a short failure makes nothing new. */
    private static final int REMEMBERED_PASSES = 10;

    private static final int SPARE_ENTRIES = 1_000;

    private final SeriesLabels labels;
    private final ByteKeyTable<Exposed> exposed = new ByteKeyTable<>();
    private final Map<Labels, Series> ownSeries = new LinkedHashMap<>();
    private final Map<Labels, Series> completeSeries = new LinkedHashMap<>();
    private int pass;
    private int seen;
    private int added;

    /** What some bytes of the exposition stand for: a series, or one that relabelling drops. */
    private static final class Exposed {
        private final @Nullable Series series;
        private int lastPass;

        private Exposed(@Nullable Series series) {
            this.series = series;
        }
    }

    /** A series that is sent. */
    static final class Series {
        private final boolean complete;
        private SeriesDescriptor descriptor;
        private int lastPass;
        private boolean tracked;
        private boolean alive;
        private boolean histogram;

        private Series(boolean complete, SeriesDescriptor descriptor) {
            this.complete = complete;
            this.descriptor = descriptor;
        }

        SeriesDescriptor descriptor() {
            return descriptor;
        }

        /** Whether its labels include the target's. */
        boolean isComplete() {
            return complete;
        }

        /** Whether its last sample was a native histogram. */
        boolean isHistogram() {
            return histogram;
        }
    }

    SeriesCache(SeriesLabels labels) {
        this.labels = labels;
    }

    void beginPass() {
        pass++;
        seen = 0;
        added = 0;
    }

    /** The series of the parser's present sample, or null where relabelling drops it. */
    @Nullable
    Series find(ExpositionParser parser) throws ExpositionException {
        Exposed found = exposed.get(parser.seriesKey());
        if (found == null) {
            found = new Exposed(make(parser));
            exposed.add(parser.seriesKey(), found);
        }
        if (found.lastPass != pass) {
            found.lastPass = pass;
            seen++;
        }
        Series series = found.series;
        if (series != null) {
            MetricMetadata metadata = parser.family().metadata();
            if (series.descriptor.metadata() != metadata) {
                if (!series.descriptor.metadata().equals(metadata)) {
                    series.descriptor = new SeriesDescriptor(series.descriptor.labels(), metadata);
                }
            }
        }
        return series;
    }

    private @Nullable Series make(ExpositionParser parser) throws ExpositionException {
        Optional<SeriesLabels.Resolved> resolved = labels.resolve(parser);
        if (resolved.isEmpty()) {
            return null;
        }
        Labels seriesLabels = resolved.get().labels();
        boolean complete = resolved.get().complete();
        Map<Labels, Series> known = complete ? completeSeries : ownSeries;
        Series series = known.get(seriesLabels);
        if (series == null) {
            MetricMetadata metadata = parser.family().metadata();
            series = new Series(complete, new SeriesDescriptor(seriesLabels, metadata));
            known.put(seriesLabels, series);
            added++;
        }
        return series;
    }

    /**
     * Notes a sample of this pass.
     *
     * @param ownTime whether it has a time of its own
     * @param tracked whether the series gets a stale marker when it is gone
     * @return false where the series had a sample in this pass already and neither has a time of its own
     */
    boolean note(Series series, boolean ownTime, boolean tracked, boolean histogram) {
        if (series.lastPass == pass && !ownTime) {
            return false;
        }
        series.lastPass = pass;
        series.tracked = tracked;
        series.histogram = histogram;
        return true;
    }

    /** Ends a pass that succeeded: visits each series that is gone since, and forgets what is long gone. */
    void endPass(Consumer<Series> gone) {
        forEach(series -> {
            boolean ended = series.alive && series.lastPass != pass;
            series.alive = series.lastPass == pass && series.tracked;
            if (ended) {
                gone.accept(series);
            }
        });
        int oldest = exposed.size() > 2 * seen + SPARE_ENTRIES ? pass : pass - REMEMBERED_PASSES;
        exposed.retainIf(entry -> entry.lastPass >= oldest);
        ownSeries.values().removeIf(series -> series.lastPass < oldest);
        completeSeries.values().removeIf(series -> series.lastPass < oldest);
    }

    /** Ends everything: visits each series that was alive after the last pass that succeeded. */
    void endAll(Consumer<Series> gone) {
        forEach(series -> {
            if (series.alive) {
                series.alive = false;
                gone.accept(series);
            }
        });
    }

    /** How many series this pass has seen for the first time. */
    int added() {
        return added;
    }

    private void forEach(Consumer<Series> visitor) {
        ownSeries.values().forEach(visitor);
        completeSeries.values().forEach(visitor);
    }
}
