package dev.bellwether.alert.engine;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What the engine counts, under Prometheus's names where it has them. Rules that stand alone are counted together under the
 * group {@value #ALONE}. Counted by the engine's thread, read by any.
 */
final class EngineMetrics implements AutoCloseable {
    /** The group of rules that have none. */
    static final String ALONE = "AlertRule";

    private final MeterRegistry registry;
    private final Map<String, GroupCounts> groups = new HashMap<>();
    private final List<Meter> meters = new ArrayList<>();
    private final AtomicLong fired = new AtomicLong();
    private final AtomicLong resolved = new AtomicLong();
    private final AtomicLong corrections = new AtomicLong();
    private final AtomicLong tooLate = new AtomicLong();

    /** Written by one thread: plain additions to fields that others may read a moment later. */
    static final class GroupCounts {
        private volatile long evaluations;
        private volatile long failures;
        private volatile double lastSeconds;
        private volatile long rules;
    }

    EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        count("bellwether_alert_transitions", "state", "firing", fired);
        count("bellwether_alert_transitions", "state", "resolved", resolved);
        count("bellwether_alert_late_samples", "outcome", "folded_in", corrections);
        count("bellwether_alert_late_samples", "outcome", "too_late", tooLate);
    }

    private void count(String name, String tag, String value, AtomicLong counter) {
        meters.add(FunctionCounter.builder(name, counter, AtomicLong::doubleValue)
                .tag(tag, value)
                .register(registry));
    }

    /** Shows a number that is asked for when somebody looks. */
    void show(String name, Supplier<Number> value) {
        meters.add(Gauge.builder(name, value).register(registry));
    }

    private GroupCounts of(ActiveRule rule) {
        String group = rule.published.rule().schedule().group();
        return groups.computeIfAbsent(group.equals(rule.uid()) ? ALONE : group, this::register);
    }

    private GroupCounts register(String group) {
        GroupCounts counts = new GroupCounts();
        meters.add(FunctionCounter.builder("prometheus_rule_evaluations", counts, read -> read.evaluations)
                .tag("rule_group", group)
                .register(registry));
        meters.add(FunctionCounter.builder("prometheus_rule_evaluation_failures", counts, read -> read.failures)
                .tag("rule_group", group)
                .register(registry));
        meters.add(Gauge.builder("prometheus_rule_group_last_duration_seconds", counts, read -> read.lastSeconds)
                .tag("rule_group", group)
                .register(registry));
        meters.add(Gauge.builder("prometheus_rule_group_rules", counts, read -> read.rules)
                .tag("rule_group", group)
                .register(registry));
        return counts;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone writes.
    void added(ActiveRule rule) {
        of(rule).rules++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone writes.
    void removed(ActiveRule rule) {
        of(rule).rules--;
    }

    /** Called for every evaluation: the counters of the rule's group stand in the rule. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone writes.
    void evaluated(ActiveRule rule) {
        GroupCounts counts = rule.counts;
        if (counts == null) {
            counts = of(rule);
            rule.counts = counts;
        }
        counts.evaluations++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread alone writes.
    void failed(ActiveRule rule) {
        of(rule).failures++;
    }

    void took(ActiveRule rule, double seconds) {
        of(rule).lastSeconds = seconds;
    }

    void announced(Alert alert) {
        (alert.state() == AlertState.RESOLVED ? resolved : fired).incrementAndGet();
    }

    void foldedIn() {
        corrections.incrementAndGet();
    }

    void tooLate() {
        tooLate.incrementAndGet();
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
