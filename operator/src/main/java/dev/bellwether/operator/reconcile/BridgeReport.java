package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStackStatus.AlertCounts;
import dev.bellwether.crds.stack.MonitoringStackStatus.Selection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a bridge does.
 *
 * @param problem why it does not work just now, as a sentence for people; empty where it works
 * @param rules which rules count, null while nobody knows
 * @param notifiers which Notifiers count, null while nobody knows
 * @param silences which Silences count, null while nobody knows
 * @param alerts how many alerts there are, null while nobody knows
 */
public record BridgeReport(
        Optional<String> problem,
        @Nullable Selection rules,
        @Nullable Selection notifiers,
        @Nullable Selection silences,
        @Nullable AlertCounts alerts) {
    /** Nothing is known and nothing is wrong. */
    public static final BridgeReport NONE = new BridgeReport(Optional.empty(), null, null, null, null);
}
