package dev.bellwether.query.alertmanager;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.routing.SilencePreview;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.query.alerts.LiveAlert;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** {@code /api/v2/silences} and {@code /api/v2/silence/{id}}, and what a silence would hide. */
public final class SilenceHandlers {
    private final AlertPorts ports;
    private final ChangeGuard guard;
    private final Clock clock;

    public SilenceHandlers(AlertPorts ports, ChangeGuard guard, Clock clock) {
        this.ports = ports;
        this.guard = guard;
        this.clock = clock;
    }

    /** {@code GET /api/v2/silences}: active ones first, those that end soonest before others. */
    public Reply list(Request request) {
        List<Matcher> wanted = AlertSelection.matchers(request.parameters());
        long now = clock.millis();
        List<Silence> silences = ports.directory().controls().silences().stream()
                .filter(silence -> wanted.stream().allMatch(matcher -> isAbout(silence, matcher)))
                .sorted(Comparator.comparingInt(
                                (Silence silence) -> state(silence, now).ordinal())
                        .thenComparingLong(Silence::endsAtMillis))
                .toList();
        return Reply.json(200, json -> {
            json.beginArray();
            for (Silence silence : silences) {
                write(json, silence, now);
            }
            json.endArray();
        });
    }

    /** A filter on silences looks at what they say of a label. */
    private static boolean isAbout(Silence silence, Matcher wanted) {
        return silence.matchers().stream()
                .anyMatch(own -> own.name().equals(wanted.name()) && wanted.matches(own.value()));
    }

    /** {@code GET /api/v2/silence/{id}}. */
    public Reply one(Request request) {
        Silence silence = known(request.pathVariable());
        long now = clock.millis();
        return Reply.json(200, json -> write(json, silence, now));
    }

    /** {@code POST /api/v2/silences}: a new one, or with an id another form of an old one. */
    public Reply put(Request request) {
        guard.check(request);
        JsonNode body = JsonBody.read(request);
        boolean forced = request.parameters().first("force").equals("true");
        Silence wanted = silence(body, clock.millis());
        requireSparing(wanted.matchers(), forced);
        String id = JsonBody.optional(body, "id");
        Silence stored = id.isEmpty() ? wanted : changed(known(id), wanted);
        ports.changes().put(new Control.OfSilence(stored));
        return Reply.json(
                200,
                json -> json.beginObject().name("silenceID").value(stored.uid()).endObject());
    }

    /** As in Alertmanager: what is hidden may not change under the same id, when and why may. */
    private Silence changed(Silence before, Silence wanted) {
        long now = clock.millis();
        boolean sameScope = before.matchers().equals(wanted.matchers()) && before.endsAtMillis() > now;
        if (sameScope) {
            return new Silence(
                    before.uid(),
                    wanted.matchers(),
                    before.isActiveAt(now) ? before.startsAtMillis() : wanted.startsAtMillis(),
                    wanted.endsAtMillis(),
                    wanted.createdBy(),
                    wanted.comment(),
                    now);
        }
        if (before.endsAtMillis() > now) {
            ports.changes().put(new Control.OfSilence(ended(before, now)));
        }
        return wanted;
    }

    /** {@code DELETE /api/v2/silence/{id}}: it ends now, and stays to be looked at for a while. */
    public Reply expire(Request request) {
        guard.check(request);
        Silence silence = known(request.pathVariable());
        long now = clock.millis();
        if (silence.endsAtMillis() <= now) {
            throw new AlertmanagerException(500, "silence " + silence.uid() + " already expired");
        }
        ports.changes().put(new Control.OfSilence(ended(silence, now)));
        return Reply.text(200, Reply.JSON, "");
    }

    private static Silence ended(Silence silence, long now) {
        return new Silence(
                silence.uid(),
                silence.matchers(),
                Math.min(silence.startsAtMillis(), now),
                now,
                silence.createdBy(),
                silence.comment(),
                now);
    }

    /** {@code POST /api/v1/silences/preview}: the alerts that matchers would hide now. */
    public Reply preview(Request request) {
        List<Matcher> matchers = matchers(JsonBody.read(request));
        SilencePreview preview = SilencePreview.of(matchers, firing());
        return Reply.json(200, json -> {
            json.beginObject().name("active").value((long) preview.active());
            json.name("hidesEveryAlert")
                    .value(preview.hidesEveryAlert())
                    .name("hidden")
                    .beginArray();
            for (Labels labels : preview.hidden()) {
                json.texts(labels.toMap());
            }
            json.endArray().endObject();
        });
    }

    private List<Labels> firing() {
        return ports.directory().alerts().stream()
                .filter(LiveAlert::firing)
                .map(alert -> alert.alert().labels())
                .toList();
    }

    private void requireSparing(List<Matcher> matchers, boolean forced) {
        try {
            SilencePreview.of(matchers, firing()).requireSparing(matchers, forced);
        } catch (IllegalArgumentException e) {
            throw AlertmanagerException.bad(e.getMessage() + " (?force=true)");
        }
    }

    private Silence known(String id) {
        Optional<Silence> found = ports.directory().controls().silences().stream()
                .filter(silence -> silence.uid().equals(id))
                .findFirst();
        return found.orElseThrow(() -> new AlertmanagerException(404, "silence " + id + " not found"));
    }

    private static Silence silence(JsonNode body, long now) {
        List<Matcher> matchers = matchers(body);
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw AlertmanagerException.bad("at least one matcher must not match the empty string");
        }
        long startsAt = Math.max(now, JsonBody.time(body, "startsAt", now));
        long endsAt = JsonBody.time(body, "endsAt", 0);
        if (endsAt <= now) {
            throw AlertmanagerException.bad(
                    endsAt == 0
                            ? "endsAt is missing"
                            : "endsAt is " + AlertJson.time(endsAt) + ", which is in the past");
        }
        if (endsAt < startsAt) {
            throw AlertmanagerException.bad("endsAt lies before startsAt");
        }
        return new Silence(
                UUID.randomUUID().toString(),
                matchers,
                startsAt,
                endsAt,
                JsonBody.required(body, "createdBy"),
                JsonBody.required(body, "comment"),
                now);
    }

    private static List<Matcher> matchers(JsonNode body) {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode matcher : body.path("matchers")) {
            boolean equal = matcher.path("isEqual").asBoolean(true);
            boolean regular = matcher.path("isRegex").asBoolean(false);
            Matcher.Operator operator = regular
                    ? equal ? Matcher.Operator.MATCHES : Matcher.Operator.NOT_MATCHES
                    : equal ? Matcher.Operator.EQUAL : Matcher.Operator.NOT_EQUAL;
            String name = JsonBody.required(matcher, "name");
            try {
                matchers.add(new Matcher(name, operator, JsonBody.optional(matcher, "value")));
            } catch (IllegalArgumentException e) {
                throw AlertmanagerException.bad("matcher on " + name + ": " + e.getMessage());
            }
        }
        if (matchers.isEmpty()) {
            throw AlertmanagerException.bad("matchers is empty, at least one is needed");
        }
        return matchers;
    }

    private enum State {
        ACTIVE("active"),
        PENDING("pending"),
        EXPIRED("expired");

        private final String text;

        State(String text) {
            this.text = text;
        }
    }

    private static State state(Silence silence, long now) {
        if (silence.endsAtMillis() <= now) {
            return State.EXPIRED;
        }
        return silence.startsAtMillis() > now ? State.PENDING : State.ACTIVE;
    }

    private static void write(JsonWriter json, Silence silence, long now) throws IOException {
        json.beginObject().name("id").value(silence.uid());
        json.name("status")
                .beginObject()
                .name("state")
                .value(state(silence, now).text)
                .endObject();
        json.name("updatedAt").value(AlertJson.time(silence.updatedAtMillis()));
        json.name("comment").value(silence.comment()).name("createdBy").value(silence.createdBy());
        json.name("endsAt").value(AlertJson.time(silence.endsAtMillis()));
        json.name("matchers").beginArray();
        for (Matcher matcher : silence.matchers()) {
            boolean equal =
                    matcher.operator() == Matcher.Operator.EQUAL || matcher.operator() == Matcher.Operator.MATCHES;
            json.beginObject().name("isEqual").value(equal);
            json.name("isRegex").value(matcher.operator().isRegular());
            json.name("name").value(matcher.name()).name("value").value(matcher.value());
            json.endObject();
        }
        json.endArray();
        json.name("startsAt").value(AlertJson.time(silence.startsAtMillis())).endObject();
    }
}
