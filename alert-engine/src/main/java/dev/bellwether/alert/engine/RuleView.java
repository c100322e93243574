package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.model.alert.Alert;
import java.util.List;

/**
 * A rule that this engine evaluates, for people.
 *
 * @param published the rule that is in force
 * @param status how it does
 * @param alerts its alerts, pending or firing
 */
public record RuleView(PublishedRule published, RuleStatus status, List<Alert> alerts) {
    public RuleView {
        alerts = List.copyOf(alerts);
    }

    /** Whether its windows are filled; before that nothing is known. */
    public boolean filled() {
        return status.state() != RuleStatus.State.Unknown;
    }
}
