package dev.bellwether.alerting.routing;

import dev.bellwether.model.alert.Routing;
import java.time.Instant;

/** Whether people want to hear at a time. Stateless. */
public final class ActiveTimes {
    private ActiveTimes() {}

    /**
     * Why a notifier is quiet at a time.
     *
     * @return a text for people; empty where it is not quiet
     */
    public static String quiet(Routing routing, Instant at) {
        if (routing.muteTimes().stream().anyMatch(interval -> interval.contains(at))) {
            return "within muteTimes";
        }
        boolean active = routing.activeTimes().isEmpty()
                || routing.activeTimes().stream().anyMatch(interval -> interval.contains(at));
        return active ? "" : "outside activeTimes";
    }
}
