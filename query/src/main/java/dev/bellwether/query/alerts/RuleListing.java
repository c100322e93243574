package dev.bellwether.query.alerts;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.RuleSchedule;
import dev.bellwether.query.RuleDirectory.ActiveAlert;
import dev.bellwether.query.RuleDirectory.AlertingRule;
import dev.bellwether.query.RuleDirectory.Evaluation;
import dev.bellwether.query.RuleDirectory.Health;
import dev.bellwether.query.RuleDirectory.RecordingRule;
import dev.bellwether.query.RuleDirectory.Rule;
import dev.bellwether.query.RuleDirectory.RuleGroup;
import dev.bellwether.query.RuleDirectory.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules and how they do, in the shape of the API: in their groups, those that are not in force among them. Stateless. */
public final class RuleListing {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

    private RuleListing() {}

    /**
     * A rule that is in force.
     *
     * @param source where it comes from, shown as its file
     * @param published the rule
     * @param status how it does
     * @param alerts its alerts, pending or firing
     */
    public record Standing(String source, PublishedRule published, RuleStatus status, List<Alert> alerts) {
        public Standing {
            alerts = List.copyOf(alerts);
        }

        private RuleSchedule schedule() {
            return published.rule().schedule();
        }

        private boolean filled() {
            return status.state() != RuleStatus.State.Unknown;
        }
    }

    /**
     * A rule that cannot come into force as it is written.
     *
     * @param source where it comes from, shown as its file
     * @param error why
     */
    public record Unusable(String source, String name, String group, String expression, String error) {}

    /** The groups, by name; rules in the order of their positions. */
    public static List<RuleGroup> groups(List<Standing> inForce, List<Unusable> unusable) {
        Map<String, Group> groups = new TreeMap<>();
        for (Standing standing : inForce) {
            groups.computeIfAbsent(standing.schedule().group(), name -> new Group())
                    .inForce
                    .add(standing);
        }
        for (Unusable rule : unusable) {
            groups.computeIfAbsent(rule.group(), name -> new Group()).unusable.add(rule);
        }
        List<RuleGroup> listed = new ArrayList<>();
        groups.forEach((name, group) -> listed.add(group.listed(name)));
        return listed;
    }

    /** What belongs to one group; has at least one rule. */
    private static final class Group {
        private final List<Standing> inForce = new ArrayList<>();
        private final List<Unusable> unusable = new ArrayList<>();

        RuleGroup listed(String name) {
            inForce.sort(Comparator.comparingInt(standing -> standing.schedule().position()));
            List<Rule> rules = new ArrayList<>();
            Duration took = Duration.ZERO;
            long last = 0;
            for (Standing standing : inForce) {
                rules.add(rule(standing));
                took = took.plus(seconds(standing.status().evaluationSeconds()));
                last = Math.max(last, standing.status().evaluatedThroughMillis());
            }
            unusable.forEach(rule -> rules.add(unusable(rule)));
            Duration interval = inForce.isEmpty()
                    ? Duration.ZERO
                    : inForce.getFirst().schedule().interval();
            return new RuleGroup(
                    name,
                    inForce.isEmpty()
                            ? unusable.getFirst().source()
                            : inForce.getFirst().source(),
                    interval.isZero() ? DEFAULT_INTERVAL : interval,
                    inForce.isEmpty() ? 0 : inForce.getFirst().schedule().limit(),
                    took,
                    instant(last),
                    rules);
        }
    }

    private static Rule rule(Standing standing) {
        return switch (standing.published().rule()) {
            case AlertRule rule -> alerting(rule, standing);
            case dev.bellwether.model.alert.RecordingRule rule ->
                new RecordingRule(rule.name(), rule.expression(), rule.labels(), evaluation(standing));
        };
    }

    private static AlertingRule alerting(AlertRule rule, Standing standing) {
        Labels annotations = Labels.of(rule.annotations());
        return new AlertingRule(
                rule.name(),
                rule.expression(),
                standing.filled() ? worst(standing.alerts()) : State.UNKNOWN,
                rule.holdFor(),
                rule.keepFiringFor(),
                rule.labels(),
                annotations,
                standing.alerts().stream()
                        .map(alert -> active(alert, annotations))
                        .toList(),
                evaluation(standing));
    }

    private static Evaluation evaluation(Standing standing) {
        RuleStatus status = standing.status();
        Health health = !standing.filled() ? Health.UNKNOWN : status.error().isEmpty() ? Health.OK : Health.ERROR;
        return new Evaluation(
                health, status.error(), seconds(status.evaluationSeconds()), instant(status.evaluatedThroughMillis()));
    }

    private static Rule unusable(Unusable rule) {
        return new AlertingRule(
                rule.name(),
                rule.expression(),
                State.UNKNOWN,
                Duration.ZERO,
                Duration.ZERO,
                Labels.EMPTY,
                Labels.EMPTY,
                List.of(),
                new Evaluation(Health.ERROR, rule.error(), Duration.ZERO, null));
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
