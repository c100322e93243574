package dev.bellwether.alert.engine;

import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import java.util.List;

/**
 * How a rule does, for people.
 *
 * @param rule the rule
 * @param alerts its alerts, pending or firing
 * @param filled whether its window is filled; before that nothing is known
 * @param error why the last evaluation failed, empty where it did not
 * @param evaluatedAtMillis event time of the last evaluation, 0 before the first
 * @param evaluationSeconds how long it took
 */
public record RuleStatus(
        AlertRule rule,
        List<Alert> alerts,
        boolean filled,
        String error,
        long evaluatedAtMillis,
        double evaluationSeconds) {
    public RuleStatus {
        alerts = List.copyOf(alerts);
    }
}
