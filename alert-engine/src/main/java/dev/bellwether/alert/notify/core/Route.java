package dev.bellwether.alert.notify.core;

import dev.bellwether.alerting.routing.ActiveTimes;
import dev.bellwether.alerting.routing.AlertGroup;
import dev.bellwether.alerting.routing.LabelMatching;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One way by which alerts come to a notifier: its own routing, or another notifier's escalation.
 *
 * @param id unique among the notifier's routes, the same over restarts; empty for its own routing
 * @param notifier who sends
 * @param criteria which alerts, when, and how they are put together
 * @param hold how long an alert must fire unacknowledged first; zero for its own routing
 */
record Route(String id, Notifier notifier, Routing criteria, Duration hold) {
    /** The route of messages that are sent again as they are. */
    static final String REDELIVERY = "redelivery";

    /** The ways to a notifier. */
    static List<Route> to(Notifier notifier, Collection<Notifier> all) {
        List<Route> routes = new ArrayList<>();
        if (!notifier.receiver().takesAlerts()) {
            return routes;
        }
        routes.add(new Route("", notifier, notifier.routing(), Duration.ZERO));
        for (Notifier other : all) {
            for (Escalation escalation : other.routing().escalations()) {
                if (escalation.notifierUid().equals(notifier.uid())) {
                    String id = "escalation/" + other.uid() + "/" + escalation.after();
                    routes.add(new Route(id, notifier, other.routing(), escalation.after()));
                }
            }
        }
        return routes;
    }

    boolean isEscalation() {
        return !hold.isZero();
    }

    /** Timing and the end are the sender's own also where another notifier's alerts come. */
    Routing timing() {
        return notifier.routing();
    }

    boolean matches(AlertTransition transition) {
        Labels labels = transition.alert().labels();
        if (NotifierFailing.is(transition)) {
            // Whoever still hears must hear that another does not, whatever its matchers are.
            return !isEscalation()
                    && !labels.getOrEmpty(NotifierFailing.NOTIFIER).equals(notifier.uid());
        }
        return LabelMatching.matches(criteria.matchers(), labels);
    }

    boolean isBadEnough(AlertTransition transition) {
        return NotifierFailing.is(transition)
                || criteria.minimumSeverity()
                        .isReachedBy(transition.alert().labels().getOrEmpty("severity"));
    }

    AlertGroup group(AlertTransition transition) {
        AlertGroup group = AlertGroup.of(
                criteria.groupBy(), transition.ruleUid(), transition.alert().labels());
        return isEscalation() ? new AlertGroup(id + group.key(), group.labels()) : group;
    }

    String quiet(long nowMillis) {
        return ActiveTimes.quiet(criteria, Instant.ofEpochMilli(nowMillis));
    }
}
