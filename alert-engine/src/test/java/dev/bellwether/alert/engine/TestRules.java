package dev.bellwether.alert.engine;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.Map;

/** Rules, changed field by field. */
record TestRules(AlertRule rule) {
    static TestRules alert(String name, String expression) {
        String uid = "default/" + name;
        return new TestRules(new AlertRule(
                uid,
                name,
                expression,
                RuleSchedule.alone(uid),
                Duration.ZERO,
                Duration.ZERO,
                NoData.KeepState,
                Mode.Active,
                Labels.EMPTY,
                Map.of()));
    }

    static RecordingRule record(String name, String expression, String group, int position) {
        return new RecordingRule(
                group + "/" + name,
                name,
                expression,
                Labels.EMPTY,
                new RuleSchedule(group, position, Duration.ofSeconds(15), Duration.ZERO, Duration.ZERO, 0));
    }

    TestRules holdFor(int seconds) {
        return with(rule.schedule(), Duration.ofSeconds(seconds), rule.noData(), rule.mode(), rule.labels());
    }

    TestRules noData(NoData noData) {
        return with(rule.schedule(), rule.holdFor(), noData, rule.mode(), rule.labels());
    }

    TestRules mode(Mode mode) {
        return with(rule.schedule(), rule.holdFor(), rule.noData(), mode, rule.labels());
    }

    TestRules labels(String... labels) {
        return with(rule.schedule(), rule.holdFor(), rule.noData(), rule.mode(), Labels.of(labels));
    }

    TestRules lateness(Duration lateness) {
        RuleSchedule s = rule.schedule();
        return schedule(new RuleSchedule(s.group(), s.position(), s.interval(), s.offset(), lateness, s.limit()));
    }

    TestRules limit(int limit) {
        RuleSchedule s = rule.schedule();
        return schedule(new RuleSchedule(s.group(), s.position(), s.interval(), s.offset(), s.lateness(), limit));
    }

    TestRules schedule(RuleSchedule schedule) {
        return with(schedule, rule.holdFor(), rule.noData(), rule.mode(), rule.labels());
    }

    private TestRules with(RuleSchedule schedule, Duration holdFor, NoData noData, Mode mode, Labels labels) {
        return new TestRules(new AlertRule(
                rule.uid(),
                rule.name(),
                rule.expression(),
                schedule,
                holdFor,
                rule.keepFiringFor(),
                noData,
                mode,
                labels,
                rule.annotations()));
    }
}
