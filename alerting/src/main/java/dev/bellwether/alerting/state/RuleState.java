package dev.bellwether.alerting.state;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import java.util.Map;

/**
 * What is kept of a rule between evaluations.
 *
 * @param evaluatedThroughMillis event time of the newest evaluation, 0 before the first
 * @param alerts those pending or firing, by their labels
 */
public record RuleState(long evaluatedThroughMillis, Map<Labels, Alert> alerts) {
    /** Nothing was evaluated yet. */
    public static final RuleState NEW = new RuleState(0, Map.of());

    public RuleState {
        alerts = Map.copyOf(alerts);
    }
}
