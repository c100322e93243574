package dev.bellwether.cli.unittest;

import java.time.Duration;
import java.util.Optional;

/** Something that must hold in a test. One thread calls. */
interface Expectation {
    /** The latest time that it looks at, since the beginning of the test. */
    Duration time();

    /** Called whenever all rules have been evaluated at a time; looks at their state where it needs it. */
    default void evaluated(TestWorld world, Duration time) {}

    /** Called once at the end: what is different, or nothing. */
    Optional<String> difference(TestWorld world);
}
