package dev.bellwether.alerting.state;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.AlertState;
import org.jspecify.annotations.Nullable;

/** The life of one alert as a pure function: inactive → pending → firing → (keeps firing) → resolved. */
public final class AlertLife {
    private AlertLife() {}

    /** What an evaluation has found of an alert. */
    public enum Finding {
        /** The expression holds. */
        HOLDS,
        /** The expression does not hold, and its data is there or has ended in order. */
        CEASED,
        /** The expression gives nothing, and the series behind the alert have fallen silent. */
        MISSING,
        /** Its series have fallen silent, and the rule takes that for an alert. */
        SILENT
    }

    /**
     * An alert after an evaluation.
     *
     * @param alert where it stands; null where it is inactive
     * @param announced what people must hear; null where nothing has changed for them
     * @param reason why it is announced
     */
    public record Step(@Nullable Alert alert, @Nullable Alert announced, String reason) {
        static final Step NOTHING = new Step(null, null, "");
    }

    /**
     * The next step of an alert.
     *
     * @param before where it stands; null where it is inactive
     * @param labels its labels
     * @param finding what was found
     * @param value the expression's value where it holds
     * @param now event time of the evaluation
     * @param traced whether a series with its labels is known
     */
    public static Step next(
            AlertRule rule,
            @Nullable Alert before,
            Labels labels,
            Finding finding,
            double value,
            long now,
            boolean traced) {
        return switch (finding) {
            case HOLDS -> holding(rule, before, labels, value, now, traced);
            case SILENT -> silent(before, labels, now);
            case CEASED -> before == null ? Step.NOTHING : ceased(rule, before, now, Reasons.EXPRESSION);
            case MISSING -> before == null ? Step.NOTHING : missing(rule, before, now);
        };
    }

    private static Step holding(
            AlertRule rule, @Nullable Alert before, Labels labels, double value, long now, boolean traced) {
        if (before != null && before.state() == AlertState.FIRING) {
            return new Step(with(before, AlertState.FIRING, value, before.firedAtMillis(), 0), null, "");
        }
        long activeAt = before == null ? now : before.activeAtMillis();
        boolean known = before == null ? traced : before.traced();
        boolean fires = now - activeAt >= rule.holdFor().toMillis();
        Alert alert = new Alert(
                labels, fires ? AlertState.FIRING : AlertState.PENDING, value, activeAt, fires ? now : 0, 0, known);
        return new Step(alert, fires ? alert : null, fires ? Reasons.EXPRESSION : "");
    }

    /** Silence has lasted as long as a sample counts when it is noticed: it does not wait once more. */
    private static Step silent(@Nullable Alert before, Labels labels, long now) {
        if (before != null && before.state() == AlertState.FIRING) {
            return new Step(before, null, "");
        }
        long activeAt = before == null ? now : before.activeAtMillis();
        Alert alert = new Alert(labels, AlertState.FIRING, Double.NaN, activeAt, now, 0, true);
        return new Step(alert, alert, Reasons.NO_DATA);
    }

    private static Step missing(AlertRule rule, Alert before, long now) {
        if (rule.noData() == NoData.Resolve || !before.traced()) {
            return ceased(rule, before, now, Reasons.NO_DATA);
        }
        // What has ceased before its data fell silent goes on to its end.
        return before.endedAtMillis() == 0 ? new Step(before, null, "") : ceased(rule, before, now, Reasons.EXPRESSION);
    }

    private static Step ceased(AlertRule rule, Alert before, long now, String reason) {
        if (before.state() == AlertState.PENDING) {
            return Step.NOTHING;
        }
        long endedAt = before.endedAtMillis() == 0 ? now : before.endedAtMillis();
        if (now - endedAt < rule.keepFiringFor().toMillis()) {
            return new Step(with(before, AlertState.FIRING, before.value(), before.firedAtMillis(), endedAt), null, "");
        }
        return new Step(
                null, with(before, AlertState.RESOLVED, before.value(), before.firedAtMillis(), endedAt), reason);
    }

    static Alert with(Alert alert, AlertState state, double value, long firedAt, long endedAt) {
        return new Alert(alert.labels(), state, value, alert.activeAtMillis(), firedAt, endedAt, alert.traced());
    }
}
