package dev.bellwether.model.alert;

import dev.bellwether.model.Matcher;
import java.time.Duration;
import java.util.List;

/**
 * Which alerts a notifier takes, when, and how it puts them together.
 *
 * @param matchers every one must hold for an alert's labels; empty for all alerts
 * @param minimumSeverity alerts below it are left out
 * @param groupBy the labels that make a group; {@code ...} alone for a group per alert
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval the least time between two notifications of a group that has changed
 * @param repeatInterval how long until a group that has not changed is notified again
 * @param sendResolved whether people hear of the end, too
 * @param activeTimes when people hear at all: within any of these; empty for always
 * @param muteTimes when they do not, even so
 * @param escalations whom else to tell when nobody has acknowledged
 */
public record Routing(
        List<Matcher> matchers,
        Severity minimumSeverity,
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        boolean sendResolved,
        List<TimeInterval> activeTimes,
        List<TimeInterval> muteTimes,
        List<Escalation> escalations) {
    /** In {@link #groupBy}, alone: every alert is a group of its own. */
    public static final String EACH_ALONE = "...";

    /** All alerts, by name and at once; changes after five minutes, repeats after four hours, with the end. */
    public static final Routing DEFAULT = new Routing(
            List.of(), List.of("alertname"), Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(4), true);

    public Routing {
        matchers = List.copyOf(matchers);
        groupBy = List.copyOf(groupBy);
        activeTimes = List.copyOf(activeTimes);
        muteTimes = List.copyOf(muteTimes);
        escalations = List.copyOf(escalations);
        if (groupWait.isNegative() || groupInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "groupWait is " + groupWait + ", groupInterval " + groupInterval + "; neither may be negative");
        }
        if (repeatInterval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("repeatInterval is " + repeatInterval + ", at least PT1S is needed");
        }
        if (groupBy.contains(EACH_ALONE) && groupBy.size() > 1) {
            throw new IllegalArgumentException("groupBy is " + groupBy + "; \"...\" stands alone");
        }
    }

    /** All severities, at any time, without escalation. */
    public Routing(
            List<Matcher> matchers,
            List<String> groupBy,
            Duration groupWait,
            Duration groupInterval,
            Duration repeatInterval,
            boolean sendResolved) {
        this(
                matchers,
                Severity.NONE,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                sendResolved,
                List.of(),
                List.of(),
                List.of());
    }
}
