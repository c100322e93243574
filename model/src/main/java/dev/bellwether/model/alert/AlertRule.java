package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to watch for and how to say it.
 *
 * @param uid unique among all rules and stable from change to change, for instance {@code namespace/name}
 * @param name the alert's name, its label {@code alertname}
 * @param expression PromQL; each element of its result is an alert
 * @param schedule when it is evaluated, and among which others
 * @param holdFor how long the expression must hold before the alert fires, in event time; zero for at once
 * @param keepFiringFor how long the alert goes on after the expression has stopped to hold; zero for not at all
 * @param noData what becomes of a rule whose series fall silent
 * @param mode whether it is evaluated, and whether people hear of it
 * @param labels labels added to each alert, {@code severity} among them; they win over the series' own. Values are templates
 * @param annotations text for people, added to each alert. Values are templates
 * @param scope conditions that every series must fulfil that the templates of this rule read; its expression carries its own.
 *     Empty for all series
 */
public record AlertRule(
        String uid,
        String name,
        String expression,
        RuleSchedule schedule,
        Duration holdFor,
        Duration keepFiringFor,
        NoData noData,
        Mode mode,
        Labels labels,
        Map<String, String> annotations,
        List<Matcher> scope)
        implements Rule {

    /** What becomes of a rule whose series fall silent without an end marker. */
    public enum NoData {
        /** Alerts that fire go on firing: silence is no good news. */
        KeepState,
        /** Silence is itself an alert. */
        Alert,
        /** Alerts resolve, as in Prometheus. */
        Resolve
    }

    /** Whether a rule is evaluated, and whether people hear of it. */
    public enum Mode {
        Active,
        /** Evaluated and recorded, never notified. */
        Shadow,
        /** Not evaluated. */
        Paused
    }

    public AlertRule {
        annotations = Map.copyOf(annotations);
        scope = List.copyOf(scope);
        if (uid.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a rule needs a uid and a name, got \"" + uid + "\" and \"" + name + "\"");
        }
        if (holdFor.isNegative() || keepFiringFor.isNegative()) {
            throw new IllegalArgumentException(
                    "for is " + holdFor + ", keepFiringFor " + keepFiringFor + "; neither may be negative");
        }
    }

    /** A rule whose templates may read all series. */
    public AlertRule(
            String uid,
            String name,
            String expression,
            RuleSchedule schedule,
            Duration holdFor,
            Duration keepFiringFor,
            NoData noData,
            Mode mode,
            Labels labels,
            Map<String, String> annotations) {
        this(uid, name, expression, schedule, holdFor, keepFiringFor, noData, mode, labels, annotations, List.of());
    }
}
