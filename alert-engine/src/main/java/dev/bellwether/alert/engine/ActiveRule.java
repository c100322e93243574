package dev.bellwether.alert.engine;

import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.state.RuleState;
import java.util.List;

/** A rule in force and where it stands. Used by the engine's thread alone. */
final class ActiveRule {
    final CompiledRule compiled;
    RuleState state;
    /** Newest event time seen of a series that the rule needs. */
    long eventTimeMillis;
    /** Whether samples have come since the last evaluation. */
    boolean dirty;

    String error = "";
    double evaluationSeconds;

    ActiveRule(CompiledRule compiled, RuleState state) {
        this.compiled = compiled;
        this.state = state;
    }

    String uid() {
        return compiled.rule().uid();
    }

    RuleStatus status(boolean filled) {
        return new RuleStatus(
                compiled.rule(),
                List.copyOf(state.alerts().values()),
                filled,
                error,
                state.evaluatedThroughMillis(),
                evaluationSeconds);
    }
}
