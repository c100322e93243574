package dev.bellwether.standalone;

import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.RuleView;
import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.query.RuleDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the alert engine's rules in the API, in their groups; those that are not in force as they are written among them. */
final class AlertRuleDirectory implements RuleDirectory {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

    private final Supplier<AlertService> alerts;
    private final String source;

    AlertRuleDirectory(Supplier<AlertService> alerts, String source) {
        this.alerts = alerts;
        this.source = source;
    }

    @Override
    public List<RuleGroup> groups() {
        Map<String, List<RuleView>> inForce = new TreeMap<>();
        for (RuleView view : alerts.get().status()) {
            inForce.computeIfAbsent(schedule(view).group(), group -> new ArrayList<>())
                    .add(view);
        }
        Map<String, List<InvalidRule>> invalid = new TreeMap<>();
        for (InvalidRule rule : alerts.get().invalid()) {
            inForce.computeIfAbsent(rule.group(), group -> new ArrayList<>());
            invalid.computeIfAbsent(rule.group(), group -> new ArrayList<>()).add(rule);
        }
        List<RuleGroup> groups = new ArrayList<>();
        inForce.forEach((name, views) -> groups.add(group(name, views, invalid.getOrDefault(name, List.of()))));
        return groups;
    }

    private static RuleSchedule schedule(RuleView view) {
        return view.published().rule().schedule();
    }

    private RuleGroup group(String name, List<RuleView> views, List<InvalidRule> invalid) {
        List<RuleView> ordered = views.stream()
                .sorted(Comparator.comparingInt(view -> schedule(view).position()))
                .toList();
        List<Rule> rules = new ArrayList<>();
        Duration took = Duration.ZERO;
        long last = 0;
        for (RuleView view : ordered) {
            rules.add(rule(view));
            took = took.plus(seconds(view.status().evaluationSeconds()));
            last = Math.max(last, view.status().evaluatedThroughMillis());
        }
        invalid.forEach(rule -> rules.add(invalid(rule)));
        Duration interval =
                ordered.isEmpty() ? Duration.ZERO : schedule(ordered.getFirst()).interval();
        return new RuleGroup(
                name,
                source,
                interval.isZero() ? DEFAULT_INTERVAL : interval,
                ordered.isEmpty() ? 0 : schedule(ordered.getFirst()).limit(),
                took,
                instant(last),
                rules);
    }

    private static Rule rule(RuleView view) {
        return switch (view.published().rule()) {
            case AlertRule rule -> alerting(rule, view);
            case dev.bellwether.model.alert.RecordingRule rule ->
                new RecordingRule(rule.name(), rule.expression(), rule.labels(), evaluation(view));
        };
    }

    private static AlertingRule alerting(AlertRule rule, RuleView view) {
        Labels annotations = Labels.of(rule.annotations());
        return new AlertingRule(
                rule.name(),
                rule.expression(),
                view.filled() ? worst(view.alerts()) : State.UNKNOWN,
                rule.holdFor(),
                rule.keepFiringFor(),
                rule.labels(),
                annotations,
                view.alerts().stream().map(alert -> active(alert, annotations)).toList(),
                evaluation(view));
    }

    private static Evaluation evaluation(RuleView view) {
        RuleStatus status = view.status();
        Health health = !view.filled() ? Health.UNKNOWN : status.error().isEmpty() ? Health.OK : Health.ERROR;
        return new Evaluation(
                health, status.error(), seconds(status.evaluationSeconds()), instant(status.evaluatedThroughMillis()));
    }

    private static Rule invalid(InvalidRule rule) {
        return new AlertingRule(
                rule.name(),
                rule.expression(),
                State.UNKNOWN,
                Duration.ZERO,
                Duration.ZERO,
                Labels.EMPTY,
                Labels.EMPTY,
                List.of(),
                new Evaluation(Health.ERROR, rule.errors().getFirst().toString(), Duration.ZERO, null));
    }

    private static State worst(List<Alert> alerts) {
        if (alerts.stream().anyMatch(alert -> alert.state() == AlertState.FIRING)) {
            return State.FIRING;
        }
        return alerts.isEmpty() ? State.INACTIVE : State.PENDING;
    }

    private static ActiveAlert active(Alert alert, Labels annotations) {
        return new ActiveAlert(
                alert.labels(),
                annotations,
                alert.state() == AlertState.FIRING ? State.FIRING : State.PENDING,
                Instant.ofEpochMilli(alert.activeAtMillis()),
                instant(alert.endedAtMillis()),
                alert.value());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
