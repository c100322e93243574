package dev.bellwether.alerting.unittest;

import java.time.Duration;

/** Something that must hold in a test. Immutable. */
public sealed interface Expectation permits ExpressionExpectation, AlertExpectation {
    /** The latest time that it looks at, since the beginning of the test. */
    Duration time();

    /** What a human being reads first of it. */
    String heading();
}
