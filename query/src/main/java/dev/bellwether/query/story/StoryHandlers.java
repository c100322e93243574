package dev.bellwether.query.story;

import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.query.alerts.LiveAlert;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.hosts.ProblemException;
import dev.bellwether.query.json.JsonWriter;
import dev.bellwether.query.prometheus.ParameterReader;
import dev.bellwether.storage.AlertLogReader.AlertLogSelection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /api/v1/alerts/history} and {@code /api/v1/explain}. */
public final class StoryHandlers {
    private static final Duration USUAL_RANGE = Duration.ofDays(7);
    private static final int USUAL_LIMIT = 500;
    private static final int MOST = 10_000;

    private final AlertPorts ports;
    private final Clock clock;

    public StoryHandlers(AlertPorts ports, Clock clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /** {@code GET /api/v1/alerts/history?start=&end=&rule=&alert=&limit=}: the newest first. */
    public Reply history(Request request) {
        List<AlertTransition> transitions = ports.history()
                .transitions(
                        selection(request.parameters(), request.parameters().first("alert")));
        return Reply.json(200, json -> {
            json.beginObject().name("status").value("success").name("data").beginArray();
            for (AlertTransition transition : transitions) {
                write(json, transition);
            }
            json.endArray().endObject();
        });
    }

    private AlertLogSelection selection(Parameters parameters, String fingerprint) {
        long end = time(parameters, "end", clock.millis());
        long start = time(parameters, "start", end - USUAL_RANGE.toMillis());
        return new AlertLogSelection(start, end, parameters.first("rule"), fingerprint, limit(parameters));
    }

    private static long time(Parameters parameters, String name, long absent) {
        String text = parameters.first(name);
        try {
            return text.isEmpty() ? absent : ParameterReader.time(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter(name, name + ": " + e.getMessage());
        }
    }

    private static int limit(Parameters parameters) {
        String text = parameters.first("limit");
        if (text.isEmpty()) {
            return USUAL_LIMIT;
        }
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw ProblemException.badParameter("limit", "limit is \"" + text + "\", allowed are 1 to " + MOST);
    }

    /** {@code GET /api/v1/explain?alert=}: by fingerprint, or by the alert's name where only one has it. */
    public Reply explain(Request request) {
        String wanted = request.parameters().first("alert");
        if (wanted.isEmpty()) {
            throw ProblemException.badParameter("alert", "alert is missing: a fingerprint or the name of an alert");
        }
        String fingerprint = fingerprint(wanted, request.parameters());
        Optional<LiveAlert> live = ports.directory().alert(fingerprint);
        AlertLogSelection selection = selection(request.parameters(), fingerprint);
        List<AlertTransition> transitions = ports.history().transitions(selection);
        if (live.isEmpty() && transitions.isEmpty()) {
            throw ProblemException.notFound("no alert \"" + wanted + "\" is live, or was in the time asked for");
        }
        String ruleUid = live.map(LiveAlert::ruleUid)
                .orElseGet(() -> transitions.getFirst().ruleUid());
        Story story = Story.of(new Story.Sources(
                fingerprint,
                live.orElse(null),
                transitions,
                decisions(selection),
                ports.directory().controls(),
                ports.directory().status(ruleUid)));
        return Reply.json(200, json -> write(json, story));
    }

    /** {@code GET /api/v1/alerts/notifications?id=}: what became of one message, in order; empty where nothing is known yet. */
    public Reply notification(Request request) {
        String id = request.parameters().first("id");
        if (id.isEmpty()) {
            throw ProblemException.badParameter("id", "id is missing: that of a notification");
        }
        List<StoryEvent> events = ports.history().decisionsOfNotifications(List.of(id)).stream()
                .map(Story::event)
                .sorted(Comparator.comparingLong(StoryEvent::timeMillis))
                .toList();
        return Reply.json(200, json -> {
            json.beginObject().name("status").value("success").name("data");
            write(json, events);
            json.endObject();
        });
    }

    private List<NotificationDecision> decisions(AlertLogSelection selection) {
        List<NotificationDecision> own = ports.history().decisions(selection);
        List<String> notifications = own.stream()
                .map(NotificationDecision::notificationId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        List<NotificationDecision> all = new ArrayList<>(own);
        if (!notifications.isEmpty()) {
            ports.history().decisionsOfNotifications(notifications).stream()
                    .filter(decision -> decision.fingerprint().isEmpty())
                    .forEach(all::add);
        }
        return all;
    }

    private String fingerprint(String wanted, Parameters parameters) {
        if (wanted.matches("[0-9a-f]{16}")) {
            return wanted;
        }
        Map<String, String> found = new TreeMap<>();
        for (LiveAlert alert : ports.directory().alerts()) {
            if (alert.alert().labels().getOrEmpty("alertname").equals(wanted)) {
                found.put(alert.fingerprint(), alert.alert().labels().toString());
            }
        }
        if (found.isEmpty()) {
            ports.history().transitions(selection(parameters, "")).stream()
                    .filter(transition -> transition.ruleName().equals(wanted))
                    .max(Comparator.comparingLong(AlertTransition::evaluatedAtMillis))
                    .ifPresent(transition -> found.put(
                            transition.fingerprint(),
                            transition.alert().labels().toString()));
        }
        if (found.size() > 1) {
            throw ProblemException.badParameter(
                    "alert", found.size() + " alerts are named \"" + wanted + "\"; give one's fingerprint: " + found);
        }
        return found.isEmpty() ? wanted : found.keySet().iterator().next();
    }

    private static void write(JsonWriter json, AlertTransition transition) throws IOException {
        json.beginObject().name("time").value(time(transition.evaluatedAtMillis()));
        json.name("id").value(transition.id()).name("fingerprint").value(transition.fingerprint());
        json.name("rule").value(transition.ruleUid());
        json.name("state").value(transition.alert().state().name().toLowerCase(Locale.ROOT));
        json.name("labels");
        json.texts(transition.alert().labels().toMap());
        json.name("annotations");
        json.texts(transition.annotations());
        json.name("value").value(String.valueOf(transition.alert().value()));
        Double threshold = transition.threshold();
        if (threshold != null) {
            json.name("threshold").value(String.valueOf(threshold));
        }
        json.name("activeAt").value(time(transition.alert().activeAtMillis()));
        if (transition.alert().firedAtMillis() > 0) {
            json.name("firedAt").value(time(transition.alert().firedAtMillis()));
        }
        if (transition.alert().endedAtMillis() > 0) {
            json.name("endedAt").value(time(transition.alert().endedAtMillis()));
        }
        json.name("data").value(transition.data().name().toLowerCase(Locale.ROOT));
        json.name("reason").value(transition.reason());
        json.name("shadow").value(transition.shadow()).endObject();
    }

    private static void write(JsonWriter json, Story story) throws IOException {
        json.beginObject().name("status").value("success").name("data").beginObject();
        json.name("fingerprint").value(story.fingerprint()).name("rule").value(story.ruleUid());
        json.name("labels");
        json.texts(story.labels().toMap());
        json.name("state").value(story.state()).name("verdict").value(story.verdict());
        json.name("events");
        write(json, story.events());
        json.endObject().endObject();
    }

    private static void write(JsonWriter json, List<StoryEvent> events) throws IOException {
        json.beginArray();
        for (StoryEvent event : events) {
            json.beginObject().name("time").value(time(event.timeMillis()));
            json.name("kind").value(event.kind()).name("what").value(event.what());
            json.name("text").value(event.text()).endObject();
        }
        json.endArray();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
