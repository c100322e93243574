package dev.bellwether.alerting.rules;

import dev.bellwether.alerting.rules.SeriesActivity.ObservedSeries;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the series behind alerts at one instant: series and alert belong together where no label that both have
 * differs. Looked up through an index, for a rule may have as many alerts as series. Used by one thread.
 */
final class SeriesTraces {
    private final List<List<Matcher>> selectors;
    private final SeriesActivity activity;
    private final long freshAfterMillis;
    private final Map<Set<String>, List<Index>> indexes = new HashMap<>();

    SeriesTraces(List<List<Matcher>> selectors, SeriesActivity activity, long freshAfterMillis) {
        this.selectors = selectors;
        this.activity = activity;
        this.freshAfterMillis = freshAfterMillis;
    }

    /** The series of one selector, by what they have of an alert's labels. */
    private static final class Index {
        final Map<Labels, Trace> whole = new HashMap<>();
        final Map<Labels, Trace> partial = new HashMap<>();

        Trace of(Labels element) {
            Trace found = whole.getOrDefault(element, Trace.UNKNOWN);
            for (Map.Entry<Labels, Trace> entry : partial.entrySet()) {
                if (found == Trace.PRESENT) {
                    return found;
                }
                if (isPartOf(entry.getKey(), element)) {
                    found = better(found, entry.getValue());
                }
            }
            return found;
        }
    }

    /** Silence of the series behind any one selector is silence: a join without one side proves nothing. */
    Trace of(Labels element) {
        Set<String> names = new HashSet<>();
        element.forEach((name, value) -> names.add(name));
        Trace trace = Trace.UNKNOWN;
        for (Index index : indexes.computeIfAbsent(names, this::build)) {
            Trace one = index.of(element);
            if (one == Trace.SILENT) {
                return one;
            }
            if (one == Trace.PRESENT) {
                trace = one;
            }
        }
        return trace;
    }

    private List<Index> build(Set<String> names) {
        List<Index> built = new ArrayList<>(selectors.size());
        for (List<Matcher> matchers : selectors) {
            Index index = new Index();
            for (Iterator<? extends ObservedSeries> all =
                            activity.matching(matchers).iterator();
                    all.hasNext(); ) {
                ObservedSeries series = all.next();
                Labels shared = series.labels().only(names);
                Trace trace = isFresh(series) ? Trace.PRESENT : Trace.SILENT;
                (shared.size() == names.size() ? index.whole : index.partial)
                        .merge(shared, trace, SeriesTraces::better);
            }
            built.add(index);
        }
        return built;
    }

    private boolean isFresh(ObservedSeries series) {
        return series.ended() || series.newestMillis() > freshAfterMillis;
    }

    private static Trace better(Trace left, Trace right) {
        return left == Trace.PRESENT || right == Trace.PRESENT
                ? Trace.PRESENT
                : left == Trace.SILENT || right == Trace.SILENT ? Trace.SILENT : Trace.UNKNOWN;
    }

    private static boolean isPartOf(Labels part, Labels whole) {
        for (int i = 0; i < part.size(); i++) {
            if (!part.value(i).equals(whole.get(part.name(i)))) {
                return false;
            }
        }
        return true;
    }
}
