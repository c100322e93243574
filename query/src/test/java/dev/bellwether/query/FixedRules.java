package dev.bellwether.query;

import dev.bellwether.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two groups with an alerting rule each, one of them firing, and a recording rule. */
final class FixedRules implements RuleDirectory {
    private static final Instant EVALUATED = Instant.parse("2026-01-01T00:09:59Z");
    private static final Evaluation WELL = new Evaluation(Health.OK, "", Duration.ofMillis(5), EVALUATED);

    @Override
    public List<RuleGroup> groups() {
        ActiveAlert alert = new ActiveAlert(
                Labels.of("alertname", "Down", "instance", "b:1", "severity", "page"),
                Labels.of("summary", "b:1 is down"),
                State.FIRING,
                Instant.parse("2026-01-01T00:05:00Z"),
                null,
                0);
        AlertingRule down = new AlertingRule(
                "Down",
                "up == 0",
                State.FIRING,
                Duration.ofMinutes(5),
                Duration.ZERO,
                Labels.of("severity", "page"),
                Labels.of("summary", "{{ $labels.instance }} is down"),
                List.of(alert),
                WELL);
        RecordingRule recording = new RecordingRule("job:up:sum", "sum by (job) (up)", Labels.EMPTY, WELL);
        AlertingRule broken = new AlertingRule(
                "Broken",
                "up > bool",
                State.UNKNOWN,
                Duration.ZERO,
                Duration.ZERO,
                Labels.EMPTY,
                Labels.EMPTY,
                List.of(),
                new Evaluation(Health.ERROR, "it does not work", Duration.ZERO, null));
        return List.of(
                new RuleGroup(
                        "first",
                        "rules.yaml",
                        Duration.ofSeconds(30),
                        0,
                        Duration.ofMillis(6),
                        EVALUATED,
                        List.of(down, recording)),
                new RuleGroup("second", "other.yaml", Duration.ofMinutes(1), 0, Duration.ZERO, null, List.of(broken)));
    }

    @Override
    public List<String> alertmanagers() {
        return List.of("http://alertmanager:9093/api/v2/alerts");
    }
}
