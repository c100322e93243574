package dev.bellwether.alert.engine;

import dev.bellwether.alert.window.SeriesWindow;
import dev.bellwether.alert.window.WindowStore;
import java.time.Duration;
import java.util.List;

/** Once a minute: forgets what has been silent for long, and keeps windows within their bounds. Used by the engine's thread. */
final class Housekeeping {
    private static final long PERIOD_MILLIS = 60_000;
    private static final Duration MEMORY_OF_SILENCE = Duration.ofHours(1);

    private final EngineConfig config;
    private final RuleTable table;
    private final WindowStore windows;
    private final WindowFiller filler;
    private volatile long series;
    private volatile long samples;
    private long lastMillis;

    Housekeeping(
            EngineConfig config, RuleTable table, WindowStore windows, WindowFiller filler, EngineMetrics metrics) {
        this.config = config;
        this.table = table;
        this.windows = windows;
        this.filler = filler;
        metrics.show("bellwether_alert_window_series", () -> series);
        metrics.show("bellwether_alert_window_samples", () -> samples);
    }

    void run(long nowMillis) {
        if (nowMillis - lastMillis < PERIOD_MILLIS) {
            return;
        }
        lastMillis = nowMillis;
        long longest = MEMORY_OF_SILENCE.toMillis();
        boolean moved = false;
        for (ActiveRule rule : List.copyOf(table.all())) {
            longest = Math.max(longest, rule.keepMillis());
            moved |= !rule.readsStorage && rule.note.isEmpty() && bound(rule);
        }
        boolean forgotten = windows.forgetSilentSince(nowMillis - longest);
        filler.forgetAgentsSilentSince(nowMillis - longest);
        table.all()
                .forEach(rule -> rule.agents.removeIf(
                        agent -> agent.watermarkMillis() < nowMillis - MEMORY_OF_SILENCE.toMillis()));
        if (moved || forgotten) {
            filler.forget();
        }
        series = windows.size();
        samples = windows.samples();
    }

    /** Only windows much longer than the lookback can grow beyond their share. */
    private boolean bound(ActiveRule rule) {
        if (rule.compiled.window().compareTo(config.lookback().multipliedBy(2)) <= 0) {
            return false;
        }
        long held = rule.compiled.selectors().stream()
                .flatMap(windows::matching)
                .mapToLong(SeriesWindow::size)
                .sum();
        if (held <= config.maxSamplesPerRule()) {
            return false;
        }
        table.moveToStorage(rule, "its windows hold " + held + " samples, more than " + config.maxSamplesPerRule());
        return true;
    }
}
