/**
 * Seals the secrets of notifiers (AES-256-GCM), so that they stand in the log for those alone who have the key: the operator,
 * which seals, and the alert engine, which opens in memory.
 */
@NullMarked
package dev.bellwether.alerting.secret;

import org.jspecify.annotations.NullMarked;
