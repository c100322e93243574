package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.replay.UnusableResultException;
import dev.bellwether.promql.evaluation.QueryException;

/** A rule that is evaluated again and again during a test. Not safe for use by many threads. */
sealed interface TestedRule permits RecordedRule, TestedAlert {
    String name();

    /**
     * Evaluates the rule and adds its samples.
     *
     * @throws QueryException where the expression fails
     * @throws UnusableResultException where its result cannot be used
     */
    void evaluate(long nowMillis);
}
