package dev.bellwether.alert.engine;

import dev.bellwether.alert.window.SeriesWindow;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.SeriesLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sorts samples into the windows of the series that rules need, and tells those rules.
 *
 * <p>What a block means for the rules is worked out once: blocks come as the same objects again and again. Used by the
 * engine's thread.
 */
final class WindowFiller {
    /** Senders without lasting blocks bring new ones with each request. */
    private static final int MAX_REMEMBERED_SERIES = 500_000;

    private final WindowStore windows;
    private final Map<SeriesBlock, Map<Surroundings, List<@Nullable Target>>> targets = new IdentityHashMap<>();
    private int rememberedSeries;

    WindowFiller(WindowStore windows) {
        this.windows = windows;
    }

    private record Surroundings(Labels target, Labels external) {}

    /** Where a series' samples go, and whom they concern. */
    private record Target(SeriesWindow window, List<ActiveRule> rules, long windowMillis) {}

    /** Rules are others now: what was worked out is void. */
    void rulesChanged() {
        forget();
    }

    /** The store has dropped windows: what was worked out may name them. */
    void windowsForgotten() {
        forget();
    }

    private void forget() {
        targets.clear();
        rememberedSeries = 0;
    }

    void append(SampleFeed.Arrival arrival, Collection<ActiveRule> rules) {
        SampleBatch batch = arrival.batch();
        Surroundings surroundings = new Surroundings(batch.targetLabels(), batch.externalLabels());
        for (Section section : batch.sections()) {
            List<@Nullable Target> known = targetsOf(section.block(), surroundings, rules);
            switch (section.values()) {
                case Values.Frame frame -> {
                    for (int i = 0; i < frame.column().length; i++) {
                        double value = frame.column()[i];
                        if (!SpecialValues.isAbsent(value)) {
                            append(known.get(i), frame.timestampMillis(), value, null, arrival.appendedAtMillis());
                        }
                    }
                }
                case Values.Points points -> {
                    for (int i = 0; i < points.values().length; i++) {
                        append(
                                known.get(points.series()[i]),
                                points.timestampMillis()[i],
                                points.values()[i],
                                null,
                                arrival.appendedAtMillis());
                    }
                }
                case Values.Histograms histograms -> {
                    for (int i = 0; i < histograms.series().length; i++) {
                        append(
                                known.get(histograms.series()[i]),
                                histograms.timestampMillis()[i],
                                0,
                                histograms.histograms().get(i),
                                arrival.appendedAtMillis());
                    }
                }
            }
        }
    }

    private static void append(
            @Nullable Target target,
            long timestampMillis,
            double value,
            @Nullable NativeHistogram histogram,
            long appendedAtMillis) {
        if (target == null
                || !target.window.append(timestampMillis, value, histogram, timestampMillis - target.windowMillis)) {
            return;
        }
        for (ActiveRule rule : target.rules) {
            rule.dirty = true;
            rule.eventTimeMillis = Math.max(rule.eventTimeMillis, Math.min(timestampMillis, appendedAtMillis));
        }
    }

    private List<@Nullable Target> targetsOf(
            SeriesBlock block, Surroundings surroundings, Collection<ActiveRule> rules) {
        if (rememberedSeries > MAX_REMEMBERED_SERIES) {
            forget();
        }
        return targets.computeIfAbsent(block, any -> new HashMap<>()).computeIfAbsent(surroundings, any -> {
            rememberedSeries += block.size();
            List<@Nullable Target> found = new ArrayList<>(block.size());
            block.series()
                    .forEach(series -> found.add(target(
                            SeriesLabels.merge(series.labels(), surroundings.target(), surroundings.external()),
                            rules)));
            return found;
        });
    }

    private @Nullable Target target(Labels labels, Collection<ActiveRule> rules) {
        List<ActiveRule> concerned =
                rules.stream().filter(rule -> rule.compiled.needs(labels)).toList();
        if (concerned.isEmpty()) {
            return null;
        }
        long window = concerned.stream()
                .mapToLong(rule -> rule.compiled.window().toMillis())
                .max()
                .orElse(0);
        return new Target(windows.window(labels), concerned, window);
    }
}
