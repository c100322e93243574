package dev.bellwether.model.alert;

import dev.bellwether.model.Matcher;
import java.time.Duration;
import java.util.List;

/**
 * Which alerts a notifier takes, and how it puts them together.
 *
 * @param matchers every one must hold for an alert's labels; empty for all alerts
 * @param groupBy the labels that make a group; {@code ...} alone for a group per alert
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval the least time between two notifications of a group that has changed
 * @param repeatInterval how long until a group that has not changed is notified again
 * @param sendResolved whether people hear of the end, too
 */
public record Routing(
        List<Matcher> matchers,
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        boolean sendResolved) {
    /** All alerts, by name and at once; changes after five minutes, repeats after four hours, with the end. */
    public static final Routing DEFAULT = new Routing(
            List.of(), List.of("alertname"), Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(4), true);

    public Routing {
        matchers = List.copyOf(matchers);
        groupBy = List.copyOf(groupBy);
        if (groupWait.isNegative() || groupInterval.isNegative() || repeatInterval.isNegative()) {
            throw new IllegalArgumentException("groupWait is " + groupWait + ", groupInterval " + groupInterval
                    + ", repeatInterval " + repeatInterval + "; none may be negative");
        }
    }
}
