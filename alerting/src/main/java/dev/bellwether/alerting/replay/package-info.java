/**
 * Rules over series that are at hand, without an engine: unit tests and backtests feed results to the same state machine. Start
 * reading at {@code AlertReplay}.
 */
@NullMarked
package dev.bellwether.alerting.replay;

import org.jspecify.annotations.NullMarked;
