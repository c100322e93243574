package dev.bellwether.standalone;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.RuleStatus;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.query.RuleDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the alert engine's rules in the API: each rule is a group of its own, named by its uid. */
final class AlertRuleDirectory implements RuleDirectory {
    private final Supplier<AlertService> alerts;
    private final String source;

    AlertRuleDirectory(Supplier<AlertService> alerts, String source) {
        this.alerts = alerts;
        this.source = source;
    }

    @Override
    public List<RuleGroup> groups() {
        return alerts.get().status().stream().map(this::group).toList();
    }

    private RuleGroup group(RuleStatus status) {
        AlertRule rule = status.rule();
        Duration took = Duration.ofNanos((long) (status.evaluationSeconds() * 1e9));
        Instant at = instant(status.evaluatedAtMillis());
        Health health = !status.filled() ? Health.UNKNOWN : status.error().isEmpty() ? Health.OK : Health.ERROR;
        Labels annotations = Labels.of(rule.annotations());
        AlertingRule alerting = new AlertingRule(
                rule.name(),
                rule.expression(),
                status.filled() ? worst(status.alerts()) : State.UNKNOWN,
                rule.holdFor(),
                rule.keepFiringFor(),
                rule.labels(),
                annotations,
                status.alerts().stream()
                        .map(alert -> active(alert, annotations))
                        .toList(),
                new Evaluation(health, status.error(), took, at));
        return new RuleGroup(rule.uid(), source, AlertEngine.IDLE_INTERVAL, 0, took, at, List.of(alerting));
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

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
