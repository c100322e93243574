package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.DataState;

/**
 * How a rule does, as it stands in the topic {@code rule-status}.
 *
 * @param ruleUid the rule
 * @param generation which generation of it is in force, 0 where none is
 * @param owner the engine that evaluates it; empty where none does
 * @param state where it stands
 * @param pending how many alerts are pending
 * @param firing how many alerts fire
 * @param data what is known of the data behind the last evaluation
 * @param error why the rule is off or its last evaluation failed, empty where it did not
 * @param errorLine the error's line in the expression, from 1, 0 where it has no place
 * @param errorColumn the error's column in the expression, from 1, 0 where it has no place
 * @param note what else people should know, for instance that the rule reads storage; mostly empty
 * @param evaluatedThroughMillis event time of the newest evaluation, milliseconds since 1970, 0 before the first
 * @param evaluationSeconds how long the last evaluation took
 * @param corrections how many late samples were folded in
 * @param tooLate how many samples came too late to count
 */
public record RuleStatus(
        String ruleUid,
        long generation,
        String owner,
        State state,
        int pending,
        int firing,
        DataState data,
        String error,
        int errorLine,
        int errorColumn,
        String note,
        long evaluatedThroughMillis,
        double evaluationSeconds,
        long corrections,
        long tooLate) {
    /** Where a rule stands; the worst of its alerts. */
    public enum State {
        /** Its data is not there yet: nothing is known. */
        Unknown,
        Inactive,
        Pending,
        Firing,
        /** It records series. */
        Recording,
        Paused,
        /** It cannot be evaluated; its alerts stay as they were. */
        Error,
        /** What was written is no rule; an earlier generation may be in force. */
        Invalid
    }
}
