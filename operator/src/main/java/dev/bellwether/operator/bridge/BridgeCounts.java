package dev.bellwether.operator.bridge;

import dev.bellwether.model.alert.AlertState;
import dev.bellwether.operator.bridge.BridgeStatus.Count;
import dev.bellwether.operator.bridge.BridgeStatus.Held;
import dev.bellwether.operator.bridge.RuleReading.Verdict;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what a bridge carries. Used by the bridge's thread. */
final class BridgeCounts {
    private final Collection<RuleEntry> rules;
    private final Collection<ControlEntry> controls;
    private final AlertObjects alerts;

    BridgeCounts(Collection<RuleEntry> rules, Collection<ControlEntry> controls, AlertObjects alerts) {
        this.rules = rules;
        this.controls = controls;
        this.alerts = alerts;
    }

    private static final class Tally {
        private int selected;
        private int invalid;
        private final Map<String, Integer> ignored = new TreeMap<>();

        void ignored(String why) {
            ignored.merge(why, 1, Integer::sum);
        }

        Count count() {
            return new Count(
                    selected,
                    ignored.values().stream().mapToInt(Integer::intValue).sum(),
                    ignored.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .toList(),
                    invalid);
        }
    }

    BridgeStatus status(boolean log, boolean objects, @Nullable Held held, String error) {
        return new BridgeStatus(
                log,
                objects,
                rules(),
                controls(ObjectKind.NOTIFIER),
                controls(ObjectKind.SILENCE),
                alerts.count(AlertState.FIRING),
                alerts.count(AlertState.PENDING),
                alerts.objects(),
                alerts.withoutObject(),
                held,
                error);
    }

    private Count rules() {
        Tally tally = new Tally();
        for (RuleEntry entry : rules) {
            RuleReading reading = entry.reading;
            if (reading == null) {
                continue;
            }
            if (reading.verdict() == Verdict.IGNORED) {
                tally.ignored(reading.why());
            } else {
                tally.selected++;
                tally.invalid += reading.verdict() == Verdict.INVALID ? 1 : 0;
            }
        }
        return tally.count();
    }

    private Count controls(ObjectKind kind) {
        Tally tally = new Tally();
        for (ControlEntry entry : controls) {
            ControlReading reading = entry.reading;
            if (reading == null || entry.object.key().kind() != kind) {
                continue;
            }
            if (reading.reason().equals(Reasons.IGNORED)) {
                tally.ignored(reading.why());
            } else {
                tally.selected++;
                tally.invalid += reading.reason().isEmpty() ? 0 : 1;
            }
        }
        return tally.count();
    }
}
