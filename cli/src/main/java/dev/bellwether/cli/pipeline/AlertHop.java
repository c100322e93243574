package dev.bellwether.cli.pipeline;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hop of an alert: one that is marked as a test goes through the log and the alert engine and comes back. A silence that
 * stands before it keeps it from everybody. {@link #close} ends both.
 */
final class AlertHop implements Hop, AutoCloseable {
    private static final String NAME = "BellwetherPipelineCheck";
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final ApiClient client;
    private final Clock clock;
    private final String id;
    private String silence = "";
    private boolean posted;

    AlertHop(ApiClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.id = Long.toString(clock.millis(), 36);
    }

    @Override
    public String name() {
        return "alert → log → alert engine → query";
    }

    @Override
    public String advice() {
        return "the log of the alert engine; is the token one for changes?";
    }

    @Override
    public Finding look() {
        if (silence.isEmpty()) {
            silence = silence();
        }
        if (!posted) {
            post(clock.instant().plus(LIFE));
            posted = true;
        }
        for (Object alert :
                JsonTree.list(client.tree("/api/v2/alerts", List.of(Map.entry("filter", "check_id=\"" + id + "\""))))) {
            if (id.equals(JsonTree.text(
                    JsonTree.object(JsonTree.object(alert).get("labels")).get("check_id")))) {
                return Finding.good("a test alert has come back; a silence kept it from everybody");
            }
        }
        return Finding.bad("the test alert has not come back yet");
    }

    private String silence() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("matchers", List.of(Map.of("name", "check_id", "value", id, "isRegex", false, "isEqual", true)));
        body.put("startsAt", clock.instant().toString());
        body.put("endsAt", clock.instant().plus(LIFE).toString());
        body.put("createdBy", "bellwether check pipeline");
        body.put("comment", "keeps a test alert from everybody");
        return JsonTree.text(
                JsonTree.object(client.change("/api/v2/silences", body)).get("silenceID"));
    }

    private void post(Instant endsAt) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", Map.of("alertname", NAME, "check_id", id, "drill", "true"));
        alert.put("annotations", Map.of("summary", "A test by bellwether check pipeline: nothing is wrong."));
        alert.put("endsAt", endsAt.toString());
        client.change("/api/v2/alerts", List.of(alert));
    }

    /** Ends the alert; the silence ends by itself, after the alert has resolved. */
    @Override
    public void close() {
        if (posted) {
            post(clock.instant());
        }
    }
}
