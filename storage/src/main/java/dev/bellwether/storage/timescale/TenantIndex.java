package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series of one tenant by label name and value: which have it, as ascending positions. Regular expressions are tried
 * once per distinct value, not once per series; what was asked for last is remembered. Guarded by its owner's lock.
 */
final class TenantIndex {
    private static final int REMEMBERED = 256;
    private static final int MOST_REMEMBERED = 20_000;

    private final LinkedHashMap<List<Matcher>, Found> recent = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Matcher>, Found> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final List<IndexedSeries> series = new ArrayList<>();
    private final Map<String, Map<String, Positions>> byLabel = new HashMap<>();

    /** Of so many series that matched. */
    private record Found(int ofSeries, List<IndexedSeries> found) {}

    void add(IndexedSeries added) {
        int position = series.size();
        series.add(added);
        Labels labels = added.labels();
        for (int i = 0; i < labels.size(); i++) {
            byLabel.computeIfAbsent(labels.name(i), name -> new HashMap<>())
                    .computeIfAbsent(labels.value(i), value -> new Positions())
                    .add(position);
        }
    }

    /** The series that fulfil every matcher and may have samples in the range, sorted by labels; a list of the caller's. */
    List<IndexedSeries> select(List<Matcher> matchers, long startMillis, long endMillis) {
        List<IndexedSeries> found = found(matchers);
        List<IndexedSeries> selected = new ArrayList<>(found.size());
        for (IndexedSeries candidate : found) {
            if (candidate.mayHaveSamples(startMillis, endMillis)) {
                selected.add(candidate);
            }
        }
        return selected;
    }

    /** What was found for these matchers before, as long as no series came; else found now. */
    private List<IndexedSeries> found(List<Matcher> matchers) {
        Found before = recent.get(matchers);
        if (before != null && before.ofSeries == series.size()) {
            return before.found;
        }
        List<IndexedSeries> found = find(matchers);
        found.sort(Comparator.comparing(IndexedSeries::labels));
        if (found.size() <= MOST_REMEMBERED) {
            recent.put(matchers, new Found(series.size(), found));
        } else {
            recent.remove(matchers);
        }
        return found;
    }

    private List<IndexedSeries> find(List<Matcher> matchers) {
        BitSet candidates = null;
        List<Matcher> others = new ArrayList<>();
        for (Matcher matcher : matchers) {
            if (matcher.matches("")) {
                others.add(matcher);
                continue;
            }
            BitSet having = having(matcher);
            if (candidates == null) {
                candidates = having;
            } else {
                candidates.and(having);
            }
            if (candidates.isEmpty()) {
                return new ArrayList<>();
            }
        }
        for (Matcher matcher : others) {
            candidates = without(candidates, matcher);
        }
        if (candidates == null) {
            candidates = all();
        }
        List<IndexedSeries> selected = new ArrayList<>();
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            selected.add(series.get(i));
        }
        return selected;
    }

    private BitSet all() {
        BitSet all = new BitSet(series.size());
        all.set(0, series.size());
        return all;
    }

    private BitSet having(Matcher matcher) {
        BitSet found = new BitSet();
        Map<String, Positions> values = byLabel.get(matcher.name());
        if (values == null) {
            return found;
        }
        if (matcher.operator() == Matcher.Operator.EQUAL) {
            Positions positions = values.get(matcher.value());
            if (positions != null) {
                positions.addTo(found);
            }
            return found;
        }
        values.forEach((value, positions) -> {
            if (matcher.matches(value)) {
                positions.addTo(found);
            }
        });
        return found;
    }

    /** Takes away the series whose value does not match; those without the label stay. */
    private @Nullable BitSet without(@Nullable BitSet candidates, Matcher matcher) {
        Map<String, Positions> values = byLabel.get(matcher.name());
        if (values == null) {
            return candidates;
        }
        BitSet excluded = new BitSet();
        values.forEach((value, positions) -> {
            if (!matcher.matches(value)) {
                positions.addTo(excluded);
            }
        });
        BitSet left = candidates == null ? all() : candidates;
        left.andNot(excluded);
        return left;
    }

    /** Ascending positions. */
    private static final class Positions {
        private int[] positions = new int[2];
        private int count;

        void add(int position) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, count * 2);
            }
            positions[count++] = position;
        }

        void addTo(BitSet target) {
            for (int i = 0; i < count; i++) {
                target.set(positions[i]);
            }
        }
    }
}
