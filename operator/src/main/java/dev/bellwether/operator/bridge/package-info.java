/**
 * Between the API server and the log: rules, notifiers and silences go to the log, statuses and alerts come back. Start reading
 * at {@link dev.bellwether.operator.bridge.Bridge}, whose decisions are made by one thread; {@code kubernetes} and {@code
 * stream} are its two ends.
 */
@NullMarked
package dev.bellwether.operator.bridge;

import org.jspecify.annotations.NullMarked;
