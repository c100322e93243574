package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;

/**
 * One element of a rule's result over time. Times are event times in milliseconds since 1970.
 *
 * @param labels the alert's identity within its rule: the element's labels and the rule's
 * @param state where it stands
 * @param value the newest value of the expression
 * @param activeAtMillis when the expression began to hold
 * @param firedAtMillis when it began to fire, 0 while it is pending
 * @param endedAtMillis when the expression ceased to hold, 0 while it holds
 * @param traced whether a series with the element's labels was seen, so that its silence can be told from good news
 */
public record Alert(
        Labels labels,
        AlertState state,
        double value,
        long activeAtMillis,
        long firedAtMillis,
        long endedAtMillis,
        boolean traced) {}
