/** What becomes of alerts: a pure function of state and evaluation, and the log that keeps it. */
@NullMarked
package dev.bellwether.alerting.state;

import org.jspecify.annotations.NullMarked;
