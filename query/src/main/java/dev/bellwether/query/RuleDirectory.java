package dev.bellwether.query;

import dev.bellwether.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force and their alerts, in the shape of Prometheus's API. Safe for use by many threads; returns at once.
 */
public interface RuleDirectory {
    /** No rules. */
    RuleDirectory EMPTY = List::of;

    /** The groups in the order in which they are shown. */
    List<RuleGroup> groups();

    /** Addresses of the Alertmanagers that alerts are sent to. */
    default List<String> alertmanagers() {
        return List.of();
    }

    /**
     * Rules that belong together.
     *
     * @param name the group's name
     * @param file where it comes from
     * @param interval how often its rules are evaluated
     * @param limit the most alerts or series of a rule, 0 for no bound
     * @param evaluationTime how long the last evaluation took
     * @param lastEvaluation when that was; null before the first
     * @param rules its rules in order
     */
    record RuleGroup(
            String name,
            String file,
            Duration interval,
            int limit,
            Duration evaluationTime,
            @Nullable Instant lastEvaluation,
            List<Rule> rules) {
        public RuleGroup {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(file, "file");
            rules = List.copyOf(rules);
        }
    }

    /** How the last evaluation of a rule ended. */
    enum Health {
        UNKNOWN("unknown"),
        OK("ok"),
        ERROR("err");

        private final String apiName;

        Health(String apiName) {
            this.apiName = apiName;
        }

        /** The name in the API. */
        public String apiName() {
            return apiName;
        }
    }

    /** The states of an alerting rule and of an alert; a later one is worse. */
    enum State {
        UNKNOWN("unknown"),
        INACTIVE("inactive"),
        PENDING("pending"),
        FIRING("firing");

        private final String apiName;

        State(String apiName) {
            this.apiName = apiName;
        }

        /** The name in the API. */
        public String apiName() {
            return apiName;
        }
    }

    /** A rule. */
    sealed interface Rule {
        String name();

        /** The expression. */
        String query();

        Labels labels();
    }

    /**
     * How the evaluations of a rule go.
     *
     * @param health how the last one ended
     * @param lastError why it failed, empty where it did not
     * @param duration how long it took
     * @param at when it was; null before the first
     */
    record Evaluation(
            Health health,
            String lastError,
            Duration duration,
            @Nullable Instant at) {}

    /**
     * A rule that alerts.
     *
     * @param state the worst state of its alerts
     * @param holdFor how long the condition must hold
     * @param keepFiringFor how long the alert goes on afterwards
     */
    record AlertingRule(
            String name,
            String query,
            State state,
            Duration holdFor,
            Duration keepFiringFor,
            Labels labels,
            Labels annotations,
            List<ActiveAlert> alerts,
            Evaluation evaluation)
            implements Rule {
        public AlertingRule {
            alerts = List.copyOf(alerts);
        }
    }

    /** A rule that records series. */
    record RecordingRule(String name, String query, Labels labels, Evaluation evaluation) implements Rule {}

    /**
     * An alert that is pending or firing.
     *
     * @param labels what identifies it, {@code alertname} among them
     * @param activeAt since when the condition holds
     * @param keepFiringSince since when it only keeps firing; null where the condition still holds
     * @param value the expression's value
     */
    record ActiveAlert(
            Labels labels,
            Labels annotations,
            State state,
            Instant activeAt,
            @Nullable Instant keepFiringSince,
            double value) {}
}
