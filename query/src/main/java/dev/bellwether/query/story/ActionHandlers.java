package dev.bellwether.query.story;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.DeadNotification;
import dev.bellwether.alerting.record.Redelivery;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.AlertFingerprint;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.query.alertmanager.ChangeGuard;
import dev.bellwether.query.alertmanager.JsonBody;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.query.alerts.LiveAlert;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.hosts.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What people say to alerts and ask of notifiers: acknowledge, resolve, send again. */
public final class ActionHandlers {
    private final AlertPorts ports;
    private final ChangeGuard guard;
    private final Clock clock;

    public ActionHandlers(AlertPorts ports, ChangeGuard guard, Clock clock) {
        this.ports = ports;
        this.guard = guard;
        this.clock = clock;
    }

    /** {@code POST /api/v1/alerts/acknowledge} with {@code {"alert", "by", "comment"}}. */
    public Reply acknowledge(Request request) {
        return say(request, Acknowledgement.Kind.ACKNOWLEDGE);
    }

    /** {@code POST /api/v1/alerts/resolve} with {@code {"alert", "by", "comment"}}. */
    public Reply resolve(Request request) {
        return say(request, Acknowledgement.Kind.RESOLVE);
    }

    private Reply say(Request request, Acknowledgement.Kind kind) {
        guard.check(request);
        JsonNode body = JsonBody.read(request);
        String fingerprint = JsonBody.required(body, "alert");
        LiveAlert alert = ports.directory()
                .alert(fingerprint)
                .filter(LiveAlert::firing)
                .orElseThrow(() -> ProblemException.notFound("no alert \"" + fingerprint + "\" fires"));
        ports.changes()
                .put(new Control.OfAcknowledgement(new Acknowledgement(
                        alert.ruleUid(),
                        alert.alert().labels(),
                        alert.alert().activeAtMillis(),
                        kind,
                        JsonBody.required(body, "by"),
                        JsonBody.optional(body, "comment"),
                        clock.millis())));
        return done();
    }

    /** {@code GET /api/v1/notifiers}: their names and what they take, without any secret. */
    public Reply notifiers(Request request) {
        List<Notifier> notifiers = ports.directory().controls().notifiers();
        return Reply.json(200, json -> {
            json.beginObject().name("status").value("success").name("data").beginArray();
            for (Notifier notifier : notifiers) {
                json.beginObject()
                        .name("uid")
                        .value(notifier.uid())
                        .name("name")
                        .value(notifier.name());
                json.name("kind").value(notifier.receiver().getClass().getSimpleName());
                json.name("matchers")
                        .texts(notifier.routing().matchers().stream()
                                .map(Object::toString)
                                .toList());
                json.name("groupBy").texts(notifier.routing().groupBy());
                json.name("minimumSeverity")
                        .value(notifier.routing().minimumSeverity().name().toLowerCase(java.util.Locale.ROOT));
                json.endObject();
            }
            json.endArray().endObject();
        });
    }

    /**
     * {@code POST /api/v1/notifiers/test} with {@code {"notifier", "by"}}: sends a message that says it is a test; answers
     * with its id, under which {@code /api/v1/alerts/notifications} tells what becomes of it.
     */
    public Reply test(Request request) {
        guard.check(request);
        JsonNode body = JsonBody.read(request);
        String wanted = JsonBody.required(body, "notifier");
        String by = JsonBody.required(body, "by");
        Notifier notifier = ports.directory().controls().notifiers().stream()
                .filter(one -> one.uid().equals(wanted) || one.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no notifier \"" + wanted + "\""));
        String id = AlertFingerprint.of(UUID.randomUUID().toString());
        ports.changes().put(new Control.OfRedelivery(Redelivery.test(id, notifier.uid(), by)));
        return Reply.json(200, json -> {
            json.beginObject().name("status").value("success").name("data").beginObject();
            json.name("id")
                    .value(id)
                    .name("notifier")
                    .value(notifier.uid())
                    .endObject()
                    .endObject();
        });
    }

    /** {@code GET /api/v1/dead-letters}: messages that were given up, the newest first. */
    public Reply deadLetters(Request request) {
        List<DeadNotification> dead = ports.directory().deadNotifications();
        return Reply.json(200, json -> {
            json.beginObject().name("status").value("success").name("data").beginArray();
            for (DeadNotification one : dead) {
                json.beginObject().name("id").value(one.id()).name("notifier").value(one.notifierUid());
                json.name("group").value(one.groupKey()).name("reason").value(one.reason());
                json.name("attempts").value((long) one.attempts());
                json.name("firstAttemptAt")
                        .value(Instant.ofEpochMilli(one.firstAttemptAtMillis()).toString());
                json.name("diedAt")
                        .value(Instant.ofEpochMilli(one.diedAtMillis()).toString());
                json.endObject();
            }
            json.endArray().endObject();
        });
    }

    /** {@code POST /api/v1/dead-letters/replay} with {@code {"id", "by"}}: sends one again, under the same id. */
    public Reply replay(Request request) {
        guard.check(request);
        JsonNode body = JsonBody.read(request);
        String id = JsonBody.required(body, "id");
        DeadNotification dead = ports.directory().deadNotifications().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no dead letter \"" + id + "\""));
        ports.changes().put(new Control.OfRedelivery(dead.redelivery(JsonBody.required(body, "by"))));
        return done();
    }

    private static Reply done() {
        return Reply.json(
                200, json -> json.beginObject().name("status").value("success").endObject());
    }
}
