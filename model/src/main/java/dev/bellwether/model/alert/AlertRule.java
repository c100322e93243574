package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;
import java.time.Duration;
import java.util.Map;

/**
 * What to watch for and how to say it.
 *
 * @param uid unique among all rules and stable from change to change, for instance {@code namespace/name}
 * @param name the alert's name, its label {@code alertname}
 * @param expression PromQL; each element of its result is an alert
 * @param holdFor how long the expression must hold before the alert fires, in event time; zero for at once
 * @param keepFiringFor how long the alert goes on after the expression has stopped to hold; zero for not at all
 * @param noData what becomes of a firing alert whose series fall silent
 * @param labels labels added to each alert, {@code severity} among them; they win over the series' own
 * @param annotations text for people, added to each alert as it is
 */
public record AlertRule(
        String uid,
        String name,
        String expression,
        Duration holdFor,
        Duration keepFiringFor,
        NoData noData,
        Labels labels,
        Map<String, String> annotations) {

    /** What becomes of a firing alert whose series fall silent without an end marker. */
    public enum NoData {
        /** It goes on firing: silence is no good news. */
        KeepState,
        /** It resolves, as in Prometheus. */
        Resolve
    }

    public AlertRule {
        annotations = Map.copyOf(annotations);
        if (uid.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a rule needs a uid and a name, got \"" + uid + "\" and \"" + name + "\"");
        }
        if (holdFor.isNegative() || keepFiringFor.isNegative()) {
            throw new IllegalArgumentException(
                    "for is " + holdFor + ", keepFiringFor " + keepFiringFor + "; neither may be negative");
        }
    }
}
