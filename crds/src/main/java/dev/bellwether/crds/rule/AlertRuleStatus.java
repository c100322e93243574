package dev.bellwether.crds.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.ListKeys;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link AlertRule} does; written by the operator.
 *
 * @param observedGeneration which generation of the object this is about
 * @param conditions {@code Ready} and others
 * @param state the worst state of its alerts: Unknown, Inactive, Pending, Firing, Paused, Error or Invalid
 * @param firing how many alerts fire
 * @param pending how many alerts wait
 * @param inForce what the engine has accepted, null before that
 * @param lastEvaluation event time of the newest evaluation, RFC 3339
 * @param data what is known of the data: Complete, Late or Missing
 * @param error what is wrong, null where nothing is
 * @param warnings what people should know
 * @param tests how the unit tests did, null where there are none
 * @param preview the answer to {@code spec.preview}
 * @param stack the MonitoringStack that evaluates the rule
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlertRuleStatus(
        @Description("The generation of the object that this status is about.") @Nullable
        Long observedGeneration,

        @ListKeys("type") @Description("Ready: whether the rule is in force, and why not.")
        List<Condition> conditions,

        @Description(
                "The worst state of the rule's alerts: Unknown, Inactive, Pending, Firing, Paused, Error or Invalid.")
        @Nullable
        String state,

        @Description("How many alerts fire.") @Nullable Integer firing,

        @Description("How many alerts wait until they have held for long enough.") @Nullable
        Integer pending,

        @Description("What the alert engine has accepted.") @Nullable
        InForce inForce,

        @Description("Event time of the newest evaluation.") @Nullable
        String lastEvaluation,

        @Description("What is known of the data behind the newest evaluation: Complete, Late or Missing.") @Nullable
        String data,

        @Description("What is wrong with the rule.") @Nullable
        Failure error,

        @Description("What people should know, for instance that `for` is shorter than the interval.")
        List<String> warnings,

        @Description("How the rule's unit tests did.") @Nullable
        TestResults tests,

        @Description("The answer to spec.preview.") @Nullable
        PreviewResult preview,

        @Description("The MonitoringStack that evaluates the rule.") @Nullable
        String stack) {
    public AlertRuleStatus {
        conditions = Absent.asEmpty(conditions);
        warnings = Absent.asEmpty(warnings);
    }

    /**
     * What the alert engine has accepted.
     *
     * @param generation the object's generation that is evaluated
     * @param shard the part of the log in which the rule is
     * @param after how long after the change it was in force, for instance {@code 340ms}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record InForce(
            @Description("The generation of the object that is evaluated.") @Nullable
            Long generation,

            @Description("The partition of the log, and so the engine, to which the rule belongs.") @Nullable
            Integer shard,

            @Description("How long after the change of the object it was in force, for instance 340ms.") @Nullable
            String after) {}

    /**
     * An error.
     *
     * @param message what is wrong
     * @param line where in the expression, from 1; null where it has no place
     * @param column where in the line, from 1; null where it has no place
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Failure(
            @Description("What is wrong, and what is allowed.")
            String message,

            @Description("The line in the expression, from 1.") @Nullable
            Integer line,

            @Description("The column in the line, from 1.") @Nullable
            Integer column) {
        public Failure {
            message = Absent.asEmpty(message);
        }
    }

    /**
     * How unit tests did.
     *
     * @param passed how many passed
     * @param failed how many failed
     * @param failures what was expected and what was found, one text for each difference
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record TestResults(
            @Description("How many tests passed.") int passed,
            @Description("How many tests failed.") int failed,

            @Description("What was expected and what was found.")
            List<String> failures) {
        public TestResults {
            failures = Absent.asEmpty(failures);
        }
    }

    /**
     * The answer to a question about the past.
     *
     * @param last how far back it looked
     * @param wouldHaveFired how many alerts would have fired
     * @param text the answer in words
     * @param generation the object's generation that was asked about
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PreviewResult(
            @Description("How far back it looked.") String last,

            @Description("How many alerts would have fired; missing where it cannot be told.") @Nullable
            Integer wouldHaveFired,

            @Description("The answer in words, for instance: would have fired 3 times.")
            String text,

            @Description("The generation of the object that was asked about.") @Nullable
            Long generation) {
        public PreviewResult {
            last = Absent.asEmpty(last);
            text = Absent.asEmpty(text);
        }
    }
}
