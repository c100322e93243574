package dev.bellwether.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.system.WebhookListener.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a receiver has heard of the alerts of gauges, each notification counted once, however often it came. */
final class AlertLedger {
    private final WebhookListener webhooks;
    private final String alert;

    AlertLedger(WebhookListener webhooks, String alert) {
        this.webhooks = webhooks;
        this.alert = alert;
    }

    /** What was said of a gauge, in order: {@code firing}, {@code resolved} … */
    List<String> heard(int gauge) {
        List<String> statuses = new ArrayList<>();
        Set<String> notifications = new HashSet<>();
        for (Received one : of(gauge)) {
            if (notifications.add(one.notification())) {
                statuses.add(one.status());
            }
        }
        return statuses;
    }

    /** The messages about a gauge with all repeats. */
    List<Received> of(int gauge) {
        return webhooks.of(alert).stream()
                .filter(one -> one.labels().path("gauge").asString().equals("g" + gauge))
                .toList();
    }

    /** Each notification says the same whenever it comes, and there are so many changes of each gauge as there were. */
    void requireEveryChangeOnce(int[] changes) {
        Map<String, String> said = new HashMap<>();
        for (Received one : webhooks.of(alert)) {
            String what = one.status() + " " + one.labels() + " " + one.startsAt();
            assertThat(said.merge(one.notification(), what, (before, now) -> before))
                    .as("notification " + one.notification())
                    .isEqualTo(what);
        }
        for (int gauge = 0; gauge < changes.length; gauge++) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < changes[gauge]; i++) {
                expected.add(i % 2 == 0 ? "firing" : "resolved");
            }
            assertThat(heard(gauge)).as("gauge " + gauge).isEqualTo(expected);
        }
    }
}
