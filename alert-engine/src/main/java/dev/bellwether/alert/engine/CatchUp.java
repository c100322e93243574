package dev.bellwether.alert.engine;

import dev.bellwether.alert.engine.WindowFiller.Watcher;
import dev.bellwether.alert.window.SeriesWindow;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertRule.NoData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Evaluates a rule at every instant that is due and has passed: after a takeover, after an outage, and for rules that wait for
 * late samples. The instants follow from the samples in the windows and the timetable alone, not from the order in which
 * samples came. Used by the engine's thread.
 */
final class CatchUp {
    /** Instants of one rule are at least this far apart. */
    static final long STEP_MILLIS = 1_000;

    private static final int MOST_STEPS = 240;

    private final WindowStore windows;
    private final RuleRunner runner;
    private final Timetable timetable;

    CatchUp(WindowStore windows, RuleRunner runner, Timetable timetable) {
        this.windows = windows;
        this.runner = runner;
        this.timetable = timetable;
    }

    /**
     * Evaluates a rule at its due instants up to one.
     *
     * @param wholeGapMillis how long the time is that has to be caught up with in all: the longer, the wider the steps of
     *     aggregates
     */
    void through(ActiveRule rule, long untilMillis, long wholeGapMillis) {
        long from = rule.throughMillis;
        if (from >= untilMillis || rule.readsStorage) {
            return;
        }
        if (rule.paused()) {
            rule.throughMillis = untilMillis;
        } else if (!rule.alerting()) {
            recording(rule, from, untilMillis);
        } else if (rule.incremental) {
            elements(rule, from, untilMillis);
        } else {
            whole(rule, from, untilMillis, wholeGapMillis);
        }
        rule.throughMillis = Math.max(rule.throughMillis, rule.alerting() ? untilMillis : rule.throughMillis);
    }

    private void recording(ActiveRule rule, long from, long until) {
        for (long at = timetable.after(rule, from); at <= until; at = timetable.after(rule, at)) {
            runner.whole(rule, at);
        }
    }

    private void elements(ActiveRule rule, long from, long until) {
        List<Watcher> watchers = windows.matching(rule.compiled.selectors().getFirst())
                .map(window -> new Watcher(rule, window))
                .toList();
        long passed = from;
        for (long at = timetable.after(rule, from); at <= until; at = timetable.after(rule, at)) {
            arrivals(watchers, passed, at);
            if (hasNothingToWaitFor(rule)) {
                runner.rest(rule, at);
            } else {
                runner.whole(rule, at);
            }
            passed = at;
        }
        arrivals(watchers, passed, until);
    }

    private void arrivals(List<Watcher> watchers, long after, long through) {
        for (Watcher watcher : watchers) {
            for (long at : watcher.window.timesBetween(after, through)) {
                runner.elementAt(watcher, at);
            }
        }
    }

    /** Whether time alone can change nothing: a comparison of the newest sample, and no alert. */
    static boolean hasNothingToWaitFor(ActiveRule rule) {
        return rule.comparison != null
                && rule.alerts.isEmpty()
                && rule.alertRule().noData() != NoData.Alert;
    }

    private void whole(ActiveRule rule, long from, long until, long gap) {
        long step = Math.clamp(gap / MOST_STEPS, STEP_MILLIS, Math.max(STEP_MILLIS, timetable.periodMillis(rule)));
        TreeSet<Long> instants = new TreeSet<>();
        for (long at : sampleTimes(rule, from, until)) {
            Long before = instants.floor(at);
            if (before != null && Math.floorDiv(before, step) == Math.floorDiv(at, step)) {
                instants.remove(before);
            }
            instants.add(at);
        }
        for (long at = timetable.after(rule, from); at <= until; at = timetable.after(rule, at)) {
            instants.add(at);
        }
        instants.forEach(at -> runner.whole(rule, at));
    }

    private long[] sampleTimes(ActiveRule rule, long from, long until) {
        List<long[]> times = new ArrayList<>();
        for (List<Matcher> selector : rule.compiled.selectors()) {
            windows.matching(selector)
                    .map((SeriesWindow window) -> window.timesBetween(from, until))
                    .forEach(times::add);
        }
        return times.stream().flatMapToLong(Arrays::stream).distinct().sorted().toArray();
    }
}
