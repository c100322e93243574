package dev.bellwether.operator.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bridge does.
 *
 * @param log whether all that stood in the log has been read, so that it is written to
 * @param objects whether all objects have been listed once
 * @param rules how many AlertRules and PrometheusRules there are
 * @param notifiers how many Notifiers
 * @param silences how many Silences
 * @param firing how many alerts fire
 * @param pending how many alerts wait
 * @param alertObjects how many Alert objects there are
 * @param alertsWithoutObject how many firing alerts have no object, because there would be too many
 * @param held removals that are held back, null where none are
 * @param error what is wrong now, for people, empty where nothing is
 */
public record BridgeStatus(
        boolean log,
        boolean objects,
        Count rules,
        Count notifiers,
        Count silences,
        int firing,
        int pending,
        int alertObjects,
        int alertsWithoutObject,
        @Nullable Held held,
        String error) {
    /** Nothing is known yet. */
    public static final BridgeStatus STARTING =
            new BridgeStatus(false, false, Count.NONE, Count.NONE, Count.NONE, 0, 0, 0, 0, null, "");

    /** Whether everything is carried that there is. */
    public boolean ready() {
        return log && objects && error.isEmpty();
    }

    /**
     * Objects of a kind.
     *
     * @param selected how many are taken
     * @param ignored how many are not
     * @param reasons why not, each with a number
     * @param invalid how many of those that are selected are not in force as they are written
     */
    public record Count(int selected, int ignored, List<String> reasons, int invalid) {
        /** No objects. */
        public static final Count NONE = new Count(0, 0, List.of(), 0);

        public Count {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Removals that are held back, because too much would go at once or nobody knows that it is gone.
     *
     * @param count how many rules, notifiers and silences
     * @param reason why, for people
     * @param until until when, RFC 3339; empty for until it is confirmed
     * @param confirmation the value of the annotation {@link BridgeSettings#CONFIRMATION} that lets them go
     */
    public record Held(int count, String reason, String until, String confirmation) {}
}
