package dev.bellwether.crds.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AlertRule} asks for.
 *
 * @param alert the alerts' name, null for the object's
 * @param expr the PromQL expression
 * @param holdFor how long it must hold
 * @param keepFiringFor how long an alert fires on after the expression has ceased to hold
 * @param interval the longest time between two evaluations, null for the engine's own
 * @param offset how far before now the expression is evaluated, null for now
 * @param lateness how long one silent agent may hold an evaluation back, null for the engine's own
 * @param limit the most alerts that an evaluation may give, 0 for no bound
 * @param noData what becomes of alerts whose series fall silent
 * @param mode whether the rule is evaluated and notified
 * @param severity the label {@code severity}, null for none
 * @param labels labels of the alerts, by name
 * @param annotations texts for people, by name; templates
 * @param tests the rule's unit tests
 * @param preview a question about the past, null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.severity) || !has(self.labels) || !('severity' in self.labels)",
        message = "severity stands both in spec.severity and in spec.labels; remove one of them")
public record AlertRuleSpec(
        @Size(min = 1)
        @Form(TextForm.LINE)
        @Description(
                "The name of the alerts, their label `alertname`, for instance DiskAlmostFull; the name of the object where it "
                        + "is missing, which must be in lower case.")
        @Nullable
        String alert,

        @Required
        @Size(min = 1)
        @Form(TextForm.EXPRESSION)
        @Description("The PromQL expression. Every element of its result is an alert.")
        String expr,

        @JsonProperty("for")
        @Form(TextForm.DURATION)
        @Description(
                "How long the expression must hold before an alert fires, as a duration such as 5m. Prometheus's `for`.")
        String holdFor,

        @Form(TextForm.DURATION)
        @Description(
                "How long an alert goes on firing after the expression has ceased to hold. Prometheus's `keep_firing_for`.")
        String keepFiringFor,

        @Form(TextForm.DURATION)
        @Description("The longest time between two evaluations. The engine's own where it is missing.")
        @Nullable
        String interval,

        @Form(TextForm.DURATION)
        @Description("How far before now the expression is evaluated. Prometheus's `query_offset`.")
        @Nullable
        String offset,

        @Form(TextForm.DURATION)
        @Description("How long one silent agent may hold an evaluation back. The engine's own where it is missing.")
        @Nullable
        String lateness,

        @Min(0)
        @Max(1_000_000)
        @Description("The most alerts that one evaluation may give; with more the evaluation fails. 0 for no bound.")
        Integer limit,

        @Description(
                "What becomes of alerts whose series fall silent. KeepState: those that fire go on firing. Alert: silence is "
                        + "itself an alert. Resolve: they resolve, as in Prometheus.")
        NoData noData,

        @Description(
                "Active: the rule is evaluated and people are told. Shadow: it is evaluated and recorded, and nobody is told. "
                        + "Paused: it is not evaluated.")
        Mode mode,

        @Form(TextForm.LINE)
        @Description(
                "How bad the alerts are: their label `severity`. none, info, warning, error and critical (or page) are "
                        + "understood; others are allowed.")
        @Nullable
        String severity,

        @Size(max = 64) @Description("Labels of the alerts, by name. Values are templates, as in Prometheus.")
        Map<String, @Form(TextForm.TEXT) String> labels,

        @Size(max = 64)
        @Description(
                "Texts for people, by name, for instance summary, description and runbook_url. Values are templates, as in "
                        + "Prometheus.")
        Map<String, @Form(TextForm.TEXT) String> annotations,

        @Size(max = 64) @Description("Unit tests of the rule, run by the operator and by `bellwether test rules`.")
        List<RuleTest> tests,

        @Description("Asks how often the rule would have fired in the past. The answer appears in status.preview.")
        @Nullable
        Preview preview) {
    public AlertRuleSpec {
        expr = Absent.asEmpty(expr);
        holdFor = Objects.requireNonNullElse(holdFor, "0s");
        keepFiringFor = Objects.requireNonNullElse(keepFiringFor, "0s");
        limit = Objects.requireNonNullElse(limit, 0);
        noData = Objects.requireNonNullElse(noData, NoData.KeepState);
        mode = Objects.requireNonNullElse(mode, Mode.Active);
        labels = Absent.asEmpty(labels);
        annotations = Absent.asEmpty(annotations);
        tests = Absent.asEmpty(tests);
    }

    /**
     * A question about the past.
     *
     * @param last how far back to look
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Preview(
            @Required @Form(TextForm.POSITIVE_DURATION) @Description("How far back to look, for instance 24h.")
            String last) {
        public Preview {
            last = Absent.asEmpty(last);
        }
    }
}
