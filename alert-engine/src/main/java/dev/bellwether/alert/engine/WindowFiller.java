package dev.bellwether.alert.engine;

import dev.bellwether.alert.window.SeriesWindow;
import dev.bellwether.alert.window.SeriesWindow.Place;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.SeriesLabels;
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
    private static final int MAX_REMEMBERED_SERIES = 2_000_000;

    private final WindowStore windows;
    private final RuleIndex rules;
    private final Map<SeriesBlock, Map<Surroundings, @Nullable Target[]>> targets = new IdentityHashMap<>();
    /** Senders without lasting blocks bring new ones with each request: there the series are what lasts. */
    private final Map<Surroundings, Map<Labels, @Nullable Target>> singles = new HashMap<>();

    private final Map<Labels, @Nullable Target> own = new HashMap<>();
    private final Map<String, Agent> agents = new HashMap<>();
    private long rememberedSeries;
    private long newestMillis;

    WindowFiller(WindowStore windows, RuleIndex rules) {
        this.windows = windows;
        this.rules = rules;
    }

    /** Told about samples that rules need. */
    interface Listener {
        /** A series has a new newest sample. */
        void newest(Watcher watcher, long timestampMillis, double value, @Nullable NativeHistogram histogram);

        /** A sample was put before newer ones, or came too late even for that. */
        void late(ActiveRule rule, long timestampMillis, Place place);
    }

    /** Takes no notice. */
    static final Listener QUIET = new Listener() {
        @Override
        public void newest(Watcher watcher, long timestampMillis, double value, @Nullable NativeHistogram histogram) {}

        @Override
        public void late(ActiveRule rule, long timestampMillis, Place place) {}
    };

    /** A rule that looks at a series. */
    static final class Watcher {
        final ActiveRule rule;
        final SeriesWindow window;
        /** The labels of the alert that the series becomes, once they were needed. */
        @Nullable
        Labels alertLabels;

        Watcher(ActiveRule rule, SeriesWindow window) {
            this.rule = rule;
            this.window = window;
        }
    }

    private record Surroundings(String agent, Labels target, Labels external) {}

    /** Where a series' samples go, and whom they concern. */
    @SuppressWarnings("ArrayRecordComponent") // Read once for each sample.
    private record Target(SeriesWindow window, Watcher[] watchers, long keepMillis) {}

    /** What was worked out is void: rules are others now, or the store has dropped windows. */
    void forget() {
        targets.clear();
        singles.clear();
        own.clear();
        rememberedSeries = 0;
    }

    /** Newest event time of any sender, 0 before the first sample. */
    long newestMillis() {
        return newestMillis;
    }

    /** Forgets senders that have been silent since a time. */
    void forgetAgentsSilentSince(long timestampMillis) {
        agents.values().removeIf(agent -> agent.watermarkMillis() < timestampMillis);
    }

    /** Adds a batch. */
    void append(SampleFeed.Arrival arrival, Listener listener) {
        SampleBatch batch = arrival.batch();
        Agent agent = agents.computeIfAbsent(batch.identity().agentId(), id -> new Agent());
        Surroundings surroundings =
                new Surroundings(batch.identity().agentId(), batch.targetLabels(), batch.externalLabels());
        long appendedAt = arrival.appendedAtMillis();
        for (Section section : batch.sections()) {
            @Nullable Target[] known = targetsOf(section.block(), surroundings, agent, arrival.lasting());
            switch (section.values()) {
                case Values.Frame frame -> {
                    double[] column = frame.column();
                    heard(agent, Math.min(frame.timestampMillis(), appendedAt));
                    for (int i = 0; i < column.length; i++) {
                        if (!SpecialValues.isAbsent(column[i])) {
                            append(known[i], frame.timestampMillis(), column[i], null, appendedAt, listener);
                        }
                    }
                }
                case Values.Points points -> {
                    for (int i = 0; i < points.values().length; i++) {
                        long time = points.timestampMillis()[i];
                        heard(agent, Math.min(time, appendedAt));
                        append(known[points.series()[i]], time, points.values()[i], null, appendedAt, listener);
                    }
                }
                case Values.Histograms histograms -> {
                    for (int i = 0; i < histograms.series().length; i++) {
                        long time = histograms.timestampMillis()[i];
                        heard(agent, Math.min(time, appendedAt));
                        append(
                                known[histograms.series()[i]],
                                time,
                                0,
                                histograms.histograms().get(i),
                                appendedAt,
                                listener);
                    }
                }
            }
        }
    }

    /** Adds a sample that a rule has made. */
    void append(SampleSink.Point point, long timestampMillis, Listener listener) {
        if (own.size() > MAX_REMEMBERED_SERIES) {
            own.clear();
        }
        Target target = own.containsKey(point.labels()) ? own.get(point.labels()) : target(point.labels(), null);
        own.put(point.labels(), target);
        append(target, timestampMillis, point.value(), point.histogram(), timestampMillis, listener);
    }

    private void heard(Agent agent, long timestampMillis) {
        agent.sent(timestampMillis);
        newestMillis = Math.max(newestMillis, timestampMillis);
    }

    private static void append(
            @Nullable Target target,
            long timestampMillis,
            double value,
            @Nullable NativeHistogram histogram,
            long appendedAtMillis,
            Listener listener) {
        if (target == null) {
            return;
        }
        long eventTime = Math.min(timestampMillis, appendedAtMillis);
        switch (target.window.append(timestampMillis, value, histogram, target.keepMillis)) {
            case NEWEST -> {
                for (Watcher watcher : target.watchers) {
                    watcher.rule.eventTimeMillis = Math.max(watcher.rule.eventTimeMillis, eventTime);
                    listener.newest(watcher, eventTime, value, histogram);
                }
            }
            case BETWEEN -> {
                for (Watcher watcher : target.watchers) {
                    listener.late(watcher.rule, eventTime, Place.BETWEEN);
                }
            }
            case NOWHERE -> {
                if (timestampMillis < target.window.newestMillis() - target.keepMillis) {
                    for (Watcher watcher : target.watchers) {
                        listener.late(watcher.rule, eventTime, Place.NOWHERE);
                    }
                }
            }
        }
    }

    private @Nullable Target[] targetsOf(SeriesBlock block, Surroundings surroundings, Agent agent, boolean lasting) {
        if (rememberedSeries > MAX_REMEMBERED_SERIES) {
            forget();
        }
        if (!lasting) {
            return eachKnown(block, surroundings, agent);
        }
        Map<Surroundings, @Nullable Target[]> ofBlock = targets.computeIfAbsent(block, any -> new HashMap<>());
        @Nullable Target @Nullable [] known = ofBlock.get(surroundings);
        if (known == null) {
            known = resolve(block, surroundings, agent);
            ofBlock.put(surroundings, known);
            rememberedSeries += block.size();
        }
        return known;
    }

    private @Nullable Target[] eachKnown(SeriesBlock block, Surroundings surroundings, Agent agent) {
        Map<Labels, @Nullable Target> known = singles.computeIfAbsent(surroundings, any -> new HashMap<>());
        List<SeriesDescriptor> series = block.series();
        @Nullable Target[] found = new Target[series.size()];
        for (int i = 0; i < found.length; i++) {
            Labels labels = series.get(i).labels();
            Target target = known.get(labels);
            if (target == null && !known.containsKey(labels)) {
                target = target(SeriesLabels.merge(labels, surroundings.target(), surroundings.external()), agent);
                known.put(labels, target);
                rememberedSeries++;
            }
            found[i] = target;
        }
        return found;
    }

    private @Nullable Target[] resolve(SeriesBlock block, Surroundings surroundings, Agent agent) {
        List<SeriesDescriptor> series = block.series();
        @Nullable Target[] found = new Target[series.size()];
        for (int i = 0; i < found.length; i++) {
            Labels labels = SeriesLabels.merge(series.get(i).labels(), surroundings.target(), surroundings.external());
            found[i] = target(labels, agent);
        }
        return found;
    }

    private @Nullable Target target(Labels labels, @Nullable Agent agent) {
        List<ActiveRule> concerned = rules.concerned(labels);
        if (concerned.isEmpty()) {
            return null;
        }
        SeriesWindow window = windows.window(labels);
        long keep = 0;
        Watcher[] watchers = new Watcher[concerned.size()];
        for (int i = 0; i < watchers.length; i++) {
            ActiveRule rule = concerned.get(i);
            watchers[i] = new Watcher(rule, window);
            if (rule.incremental && hidesLabel(rule, labels)) {
                rule.judgeWhole();
            }
            keep = Math.max(keep, rule.keepMillis());
            if (agent != null) {
                rule.agents.add(agent);
            }
        }
        return new Target(window, watchers, keep);
    }

    private static boolean hidesLabel(ActiveRule rule, Labels series) {
        Labels own = rule.published.rule().labels();
        for (int i = 0; i < own.size(); i++) {
            if (series.has(own.name(i))) {
                return true;
            }
        }
        return false;
    }
}
