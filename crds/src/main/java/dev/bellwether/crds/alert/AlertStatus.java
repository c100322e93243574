package dev.bellwether.crds.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.ListKeys;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an alert does; written by the operator, on transitions only. Times are RFC 3339.
 *
 * @param observedGeneration which generation of the object this is about
 * @param conditions {@code Firing}, {@code Resolved} and {@code Acknowledged}
 * @param state Firing or Resolved
 * @param severity the label {@code severity}
 * @param since when it began to fire
 * @param resolvedAt when it resolved, null while it fires
 * @param value the expression's newest value at the last transition, as Prometheus writes it
 * @param summary the annotation {@code summary}, else the alert's name
 * @param description the annotation {@code description}
 * @param runbookUrl the annotation {@code runbook_url}
 * @param labels the alert's labels
 * @param rule the rule that made it
 * @param receivers who has been told: notifiers as namespace/name
 * @param log the record of the log that this status was made from
 * @param stack the MonitoringStack that evaluates the rule
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlertStatus(
        @Description("The generation of the object that this status is about.") @Nullable
        Long observedGeneration,

        @ListKeys("type") @Description("Firing, Resolved and Acknowledged, so that `kubectl wait` works.")
        List<Condition> conditions,

        @Description("Firing or Resolved.") @Nullable String state,
        @Description("The label severity.") @Nullable String severity,

        @Description("When the alert began to fire.") @Nullable
        String since,

        @Description("When the alert resolved.") @Nullable String resolvedAt,

        @Description("The newest value of the expression at the last transition; a text, for it may be NaN or +Inf.")
        @Nullable
        String value,

        @Description("The annotation summary, or the alert's name where there is none.") @Nullable
        String summary,

        @Description("The annotation description.") @Nullable
        String description,

        @Description("The annotation runbook_url.") @Nullable
        String runbookUrl,

        @Description("The alert's labels.") Map<String, String> labels,

        @Description("The rule that made the alert.") @Nullable
        RuleReference rule,

        @Description("The Notifiers that have been told, as namespace/name.")
        List<String> receivers,

        @Description("The record of the log that this status was made from.") @Nullable
        LogPosition log,

        @Description("The MonitoringStack that evaluates the rule.") @Nullable
        String stack) {
    public AlertStatus {
        conditions = Absent.asEmpty(conditions);
        labels = Absent.asEmpty(labels);
        receivers = Absent.asEmpty(receivers);
    }

    /**
     * The rule of an alert.
     *
     * @param kind AlertRule or PrometheusRule; empty for a rule that is no object
     * @param namespace the object's namespace
     * @param name the rule's name
     * @param uid the rule's identity in Bellwether
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record RuleReference(
            @Description("AlertRule or PrometheusRule.") @Nullable
            String kind,

            @Description("The namespace of the object.") @Nullable
            String namespace,

            @Description("The name of the rule.") String name,

            @Description("The rule's identity in Bellwether.")
            String uid) {
        public RuleReference {
            name = Absent.asEmpty(name);
            uid = Absent.asEmpty(uid);
        }
    }

    /**
     * A position in the topic {@code alert-state}; of two statuses the one with the greater offset is the newer.
     *
     * @param partition the partition
     * @param offset the offset in it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record LogPosition(
            @Description("The partition of the topic alert-state.")
            int partition,

            @Description("The offset in the partition.") long offset) {}
}
