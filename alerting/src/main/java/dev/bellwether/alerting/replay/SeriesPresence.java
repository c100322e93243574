package dev.bellwether.alerting.replay;

import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.read.SampleChunk;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the series that a rule selects had fresh samples: tells silence from good news afterwards. Kept as spans of time, one
 * for as long as no gap is as long as a sample counts. Not safe for use by many threads.
 */
public final class SeriesPresence {
    private final List<List<Spans>> bySelector;
    private final long lookbackMillis;
    private final Map<Labels, List<List<Spans>>> related = new HashMap<>();

    private SeriesPresence(List<List<Spans>> bySelector, long lookbackMillis) {
        this.bySelector = bySelector;
        this.lookbackMillis = lookbackMillis;
    }

    /** The spans of one series in the order of time: first sample, last sample, and whether a marker ended it. */
    private static final class Spans {
        private final Labels labels;
        private long[] starts = new long[1];
        private long[] ends = new long[1];
        private boolean[] ended = new boolean[1];
        private int count;

        Spans(Labels labels) {
            this.labels = labels;
        }

        void add(long time, boolean stale, long lookbackMillis) {
            boolean goesOn = count > 0 && !ended[count - 1] && time - ends[count - 1] < lookbackMillis;
            if (!goesOn) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                    ends = Arrays.copyOf(ends, count * 2);
                    ended = Arrays.copyOf(ended, count * 2);
                }
                starts[count] = time;
                count++;
            }
            ends[count - 1] = time;
            ended[count - 1] = stale;
        }

        Trace at(long time, long lookbackMillis) {
            int index = Arrays.binarySearch(starts, 0, count, time);
            int last = index >= 0 ? index : -index - 2;
            if (last < 0) {
                return Trace.UNKNOWN;
            }
            boolean over = time >= ends[last];
            boolean fresh = !over || ended[last] || time - ends[last] < lookbackMillis;
            return fresh ? Trace.PRESENT : Trace.SILENT;
        }
    }

    /**
     * Reads when series were there; blocks while it reads.
     *
     * @param selectors the conditions of each selector of a rule
     * @param startMillis the first time that will be asked for
     * @param endMillis the last
     * @param lookbackMillis how old the newest sample of a series may be that still counts
     */
    public static SeriesPresence read(
            SeriesReader reader, List<List<Matcher>> selectors, long startMillis, long endMillis, long lookbackMillis) {
        List<List<Spans>> bySelector = new ArrayList<>();
        for (List<Matcher> matchers : selectors) {
            List<Spans> series = new ArrayList<>();
            Selection selection = new Selection(matchers, startMillis - lookbackMillis, endMillis);
            try (SeriesCursor cursor = reader.select(selection)) {
                while (cursor.nextSeries()) {
                    Spans spans = new Spans(cursor.labels());
                    while (cursor.nextChunk()) {
                        add(spans, cursor.chunk(), lookbackMillis);
                    }
                    if (spans.count > 0) {
                        series.add(spans);
                    }
                }
            }
            bySelector.add(series);
        }
        return new SeriesPresence(bySelector, lookbackMillis);
    }

    private static void add(Spans spans, SampleChunk chunk, long lookbackMillis) {
        for (int i = 0; i < chunk.count(); i++) {
            boolean stale = chunk.histograms() == null && SpecialValues.isStale(chunk.values()[i]);
            spans.add(chunk.timestampMillis()[i], stale, lookbackMillis);
        }
    }

    /**
     * What was known at a time of the series behind an element: those of which no label differs that both have. Silence of
     * those of any one selector is silence.
     */
    public Trace of(Labels element, long timeMillis) {
        Trace trace = Trace.UNKNOWN;
        for (List<Spans> series : related.computeIfAbsent(element, this::relatedTo)) {
            Trace one = of(series, timeMillis);
            if (one == Trace.SILENT) {
                return one;
            }
            if (one == Trace.PRESENT) {
                trace = one;
            }
        }
        return trace;
    }

    private Trace of(List<Spans> series, long timeMillis) {
        Trace trace = Trace.UNKNOWN;
        for (Spans spans : series) {
            Trace one = spans.at(timeMillis, lookbackMillis);
            if (one == Trace.PRESENT) {
                return one;
            }
            if (one == Trace.SILENT) {
                trace = one;
            }
        }
        return trace;
    }

    private List<List<Spans>> relatedTo(Labels element) {
        List<List<Spans>> found = new ArrayList<>();
        for (List<Spans> series : bySelector) {
            found.add(series.stream()
                    .filter(spans -> isRelated(spans.labels, element))
                    .toList());
        }
        return found;
    }

    private static boolean isRelated(Labels series, Labels element) {
        for (int i = 0; i < element.size(); i++) {
            String value = series.get(element.name(i));
            if (value != null && !value.equals(element.value(i))) {
                return false;
            }
        }
        return true;
    }
}
