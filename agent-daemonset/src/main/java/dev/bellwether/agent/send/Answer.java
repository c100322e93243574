package dev.bellwether.agent.send;

import java.time.Duration;

/** What the gateway said to one batch, or to the stream. */
sealed interface Answer {
    /** The log has it. */
    record Acknowledged(long incarnation, long seq) implements Answer {}

    /** Not taken; send it again after the delay, and everything behind it. */
    record RetryAfter(long incarnation, long seq, Duration delay, String reason) implements Answer {}

    /** Will never be taken. */
    record Rejected(long incarnation, long seq, String reason, String message) implements Answer {}

    /** Blocks that the batch names are not known there. */
    record UnknownBlocks(long incarnation, long seq) implements Answer {}

    /** Settings for the agent. */
    record Configuration(String version) implements Answer {}
}
