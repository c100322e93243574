package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.DataState;
import org.jspecify.annotations.Nullable;

/** The topic {@code rule-status}: how a rule does, under its uid. Stateless. */
public final class RuleStatusRecords {
    private RuleStatusRecords() {}

    private record Form(
            String rule,
            long generation,
            @Nullable String owner,
            RuleStatus.State state,
            int pending,
            int firing,
            @Nullable DataState data,
            @Nullable String error,
            int errorLine,
            int errorColumn,
            @Nullable String note,
            long evaluatedThrough,
            double evaluationSeconds,
            long corrections,
            long tooLate) {}

    /** A status as bytes. */
    public static byte[] write(RuleStatus status) {
        return Json.write(new Form(
                status.ruleUid(),
                status.generation(),
                status.owner(),
                status.state(),
                status.pending(),
                status.firing(),
                status.data(),
                status.error(),
                status.errorLine(),
                status.errorColumn(),
                status.note(),
                status.evaluatedThroughMillis(),
                status.evaluationSeconds(),
                status.corrections(),
                status.tooLate()));
    }

    /**
     * The status that bytes stand for.
     *
     * @throws InvalidRecordException where they stand for none
     */
    public static RuleStatus read(byte[] json) {
        return Json.read(
                json,
                Form.class,
                "the status of a rule",
                form -> new RuleStatus(
                        form.rule,
                        form.generation,
                        text(form.owner),
                        form.state,
                        form.pending,
                        form.firing,
                        form.data == null ? DataState.COMPLETE : form.data,
                        text(form.error),
                        form.errorLine,
                        form.errorColumn,
                        text(form.note),
                        form.evaluatedThrough,
                        form.evaluationSeconds,
                        form.corrections,
                        form.tooLate));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
