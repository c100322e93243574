package dev.bellwether.query.alertmanager;

import dev.bellwether.alerting.routing.AlertGroup;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.query.alerts.AlertPorts;
import dev.bellwether.query.alerts.ExternalAlerts;
import dev.bellwether.query.alerts.LiveAlert;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** {@code /api/v2/alerts}, {@code /alerts/groups}, {@code /receivers} and {@code /status}. */
public final class AlertHandlers {
    private static final int MOST_POSTED = 10_000;
    private static final long RESOLVE_TIMEOUT_MILLIS = 300_000;

    private final AlertPorts ports;
    private final ChangeGuard guard;
    private final Clock clock;
    private final long startedMillis;

    public AlertHandlers(AlertPorts ports, ChangeGuard guard, Clock clock) {
        this.ports = ports;
        this.guard = guard;
        this.clock = clock;
        this.startedMillis = clock.millis();
    }

    /** {@code GET /api/v2/alerts}. */
    public Reply list(Request request) {
        AlertSelection selection = AlertSelection.of(request.parameters());
        List<LiveAlert> alerts =
                ports.directory().alerts().stream().filter(selection::wants).toList();
        long now = clock.millis();
        return Reply.json(200, json -> {
            json.beginArray();
            for (LiveAlert alert : alerts) {
                AlertJson.write(json, alert, now);
            }
            json.endArray();
        });
    }

    private record GroupOfReceiver(String receiver, AlertGroup group) {}

    /** {@code GET /api/v2/alerts/groups}. */
    public Reply groups(Request request) {
        AlertSelection selection = AlertSelection.of(request.parameters());
        Map<String, GroupOfReceiver> names = new TreeMap<>();
        Map<String, List<LiveAlert>> members = new TreeMap<>();
        for (LiveAlert alert : ports.directory().alerts()) {
            if (!selection.wants(alert)) {
                continue;
            }
            for (Notifier notifier : ports.directory().controls().notifiers()) {
                if (alert.standing().receivers().contains(notifier.name()) && selection.wants(notifier.name())) {
                    AlertGroup group = AlertGroup.of(
                            notifier.routing().groupBy(),
                            alert.ruleUid(),
                            alert.alert().labels());
                    String key = group.key() + "\0" + notifier.uid();
                    names.put(key, new GroupOfReceiver(notifier.name(), group));
                    members.computeIfAbsent(key, any -> new ArrayList<>()).add(alert);
                }
            }
        }
        long now = clock.millis();
        return Reply.json(200, json -> {
            json.beginArray();
            for (Map.Entry<String, GroupOfReceiver> name : names.entrySet()) {
                json.beginObject().name("alerts").beginArray();
                for (LiveAlert alert : members.getOrDefault(name.getKey(), List.of())) {
                    AlertJson.write(json, alert, now);
                }
                json.endArray().name("labels");
                json.texts(name.getValue().group().labels().toMap());
                json.name("receiver")
                        .beginObject()
                        .name("name")
                        .value(name.getValue().receiver())
                        .endObject();
                json.endObject();
            }
            json.endArray();
        });
    }

    /** {@code POST /api/v2/alerts}: what a Prometheus sends. */
    public Reply post(Request request) {
        guard.check(request);
        JsonNode body = JsonBody.read(request);
        if (!body.isArray() || body.size() > MOST_POSTED) {
            throw AlertmanagerException.bad("an array of at most " + MOST_POSTED + " alerts is needed");
        }
        long now = clock.millis();
        List<ExternalAlerts.Posted> posted = new ArrayList<>();
        for (JsonNode alert : body) {
            try {
                long endsAt = JsonBody.time(alert, "endsAt", now + RESOLVE_TIMEOUT_MILLIS);
                posted.add(new ExternalAlerts.Posted(
                        JsonBody.texts(alert, "labels"),
                        JsonBody.texts(alert, "annotations"),
                        JsonBody.time(alert, "startsAt", Math.min(now, endsAt)),
                        endsAt,
                        JsonBody.optional(alert, "generatorURL")));
            } catch (IllegalArgumentException e) {
                throw AlertmanagerException.bad(String.valueOf(e.getMessage()));
            }
        }
        try {
            new ExternalAlerts(ports, now).take(posted);
        } catch (IllegalArgumentException e) {
            throw AlertmanagerException.bad(String.valueOf(e.getMessage()));
        }
        return Reply.text(200, Reply.JSON, "");
    }

    /** {@code GET /api/v2/receivers}. */
    public Reply receivers(Request request) {
        List<String> names = ports.directory().controls().notifiers().stream()
                .map(Notifier::name)
                .sorted()
                .toList();
        return Reply.json(200, json -> {
            json.beginArray();
            for (String name : names) {
                json.beginObject().name("name").value(name).endObject();
            }
            json.endArray();
        });
    }

    /** {@code GET /api/v2/status}. */
    public Reply status(Request request) {
        return Reply.json(200, json -> {
            json.beginObject().name("cluster").beginObject();
            json.name("status")
                    .value("disabled")
                    .name("peers")
                    .beginArray()
                    .endArray()
                    .endObject();
            json.name("config").beginObject().name("original").value("").endObject();
            json.name("uptime").value(AlertJson.time(startedMillis));
            json.name("versionInfo").beginObject();
            json.name("branch")
                    .value("")
                    .name("buildDate")
                    .value("")
                    .name("buildUser")
                    .value("");
            json.name("goVersion")
                    .value("")
                    .name("revision")
                    .value("")
                    .name("version")
                    .value("bellwether");
            json.endObject().endObject();
        });
    }
}
