package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus.Failure;
import dev.bellwether.crds.rule.AlertRuleStatus.InForce;
import dev.bellwether.crds.rule.AlertRuleStatus.TestResults;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.operator.bridge.RuleReading.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of an AlertRule from what is known of it. Stateless. */
final class RuleStatuses {
    private RuleStatuses() {}

    /** A status without what goes on with every evaluation. */
    static AlertRuleStatus withoutTimes(AlertRuleStatus status) {
        return new AlertRuleStatus(
                status.observedGeneration(),
                status.conditions(),
                status.state(),
                status.firing(),
                status.pending(),
                status.inForce(),
                null,
                status.data(),
                status.error(),
                status.warnings(),
                status.tests(),
                status.preview(),
                status.stack());
    }

    /**
     * The status that an object should have.
     *
     * @param before the status that it has, null for none
     */
    static AlertRuleStatus of(
            RuleEntry entry, RuleReading reading, @Nullable AlertRuleStatus before, String stack, long nowMillis) {
        RuleStatus engine = taken(entry, reading) ? entry.engine : null;
        InForce inForce = taken(entry, reading) ? entry.inForce : null;
        long generation = entry.object.generation();
        Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), generation, nowMillis);
        ready(conditions, entry, reading, engine, inForce);
        TestResults tests = entry.tests;
        if (tests != null) {
            boolean passed = tests.failed() == 0;
            conditions.add(
                    "TestsPassed",
                    passed,
                    passed ? Reasons.PASSED : Reasons.FAILED,
                    passed
                            ? "all " + tests.passed() + " tests pass"
                            : tests.failed() + " of " + (tests.passed() + tests.failed())
                                    + " tests fail; see status.tests");
        }
        return new AlertRuleStatus(
                generation,
                conditions.list(),
                state(reading, engine),
                engine == null ? null : engine.firing(),
                engine == null ? null : engine.pending(),
                inForce,
                engine == null || engine.evaluatedThroughMillis() == 0
                        ? null
                        : Times.text(engine.evaluatedThroughMillis()),
                engine == null || engine.generation() == 0 ? null : data(engine.data()),
                failure(reading, engine),
                warnings(entry, reading, engine),
                tests,
                entry.preview,
                stack);
    }

    /** Whether something of the object is in force, if only an earlier generation. */
    private static boolean taken(RuleEntry entry, RuleReading reading) {
        return reading.verdict() == Verdict.TAKEN || reading.verdict() == Verdict.INVALID && !entry.uids.isEmpty();
    }

    private static void ready(
            Conditions conditions,
            RuleEntry entry,
            RuleReading reading,
            @Nullable RuleStatus engine,
            @Nullable InForce inForce) {
        switch (reading.verdict()) {
            case IGNORED -> conditions.add("Ready", false, Reasons.IGNORED, reading.why());
            case DISABLED -> conditions.add("Ready", false, Reasons.DISABLED, reading.why());
            case INVALID -> conditions.add("Ready", false, Reasons.INVALID, reading.why() + "; " + standing(inForce));
            case TAKEN -> {
                Long current = inForce == null ? null : inForce.generation();
                if (!entry.refusal.isEmpty()) {
                    conditions.add("Ready", false, entry.refusalReason, entry.refusal + "; " + standing(inForce));
                } else if (current == null || current != entry.object.generation()) {
                    conditions.add(
                            "Ready",
                            false,
                            Reasons.WAITING,
                            "the rule is in the log, and no alert engine has taken it yet; " + standing(inForce));
                } else if (engine != null && engine.state() == RuleStatus.State.Error) {
                    conditions.add("Ready", false, Reasons.EVALUATION_FAILED, engine.error());
                } else {
                    conditions.add("Ready", true, Reasons.IN_FORCE, "generation " + current + " is in force");
                }
            }
        }
    }

    private static String standing(@Nullable InForce inForce) {
        return inForce == null || inForce.generation() == null
                ? "no generation is in force"
                : "generation " + inForce.generation() + " stays in force";
    }

    private static @Nullable String state(RuleReading reading, @Nullable RuleStatus engine) {
        boolean invalid = reading.verdict() == Verdict.INVALID;
        if (engine == null) {
            return invalid ? RuleStatus.State.Invalid.name() : null;
        }
        return engine.state().name();
    }

    private static String data(DataState data) {
        return switch (data) {
            case COMPLETE -> "Complete";
            case LATE -> "Late";
            case MISSING -> "Missing";
        };
    }

    private static @Nullable Failure failure(RuleReading reading, @Nullable RuleStatus engine) {
        if (reading.failure() != null) {
            return reading.failure();
        }
        if (engine == null || engine.error().isEmpty() || engine.state() == RuleStatus.State.Invalid) {
            return null;
        }
        return new Failure(
                engine.error(),
                engine.errorLine() == 0 ? null : engine.errorLine(),
                engine.errorColumn() == 0 ? null : engine.errorColumn());
    }

    private static List<String> warnings(RuleEntry entry, RuleReading reading, @Nullable RuleStatus engine) {
        List<String> warnings = new ArrayList<>(reading.warnings());
        if (engine != null && !engine.note().isEmpty()) {
            warnings.add(engine.note());
        }
        if (entry.alertsWithoutObject > 0) {
            warnings.add(entry.alertsWithoutObject
                    + " firing alerts have no Alert object: the MonitoringStack's alertObjects.maximum is reached");
        }
        return warnings;
    }
}
