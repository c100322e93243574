package dev.bellwether.query.alertmanager;

import dev.bellwether.query.alerts.LiveAlert;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Writes alerts as {@code gettableAlert}, with our own fields behind. */
final class AlertJson {
    /** A firing alert has no end; Alertmanager tells of one, five minutes ahead. */
    private static final long RESOLVE_TIMEOUT_MILLIS = 300_000;

    private AlertJson() {}

    static void write(JsonWriter json, LiveAlert live, long nowMillis) throws IOException {
        LiveAlert.Standing standing = live.standing();
        json.beginObject().name("annotations");
        json.texts(live.annotations());
        json.name("endsAt").value(time(nowMillis + RESOLVE_TIMEOUT_MILLIS));
        json.name("fingerprint").value(live.fingerprint());
        json.name("receivers").beginArray();
        for (String receiver : standing.receivers()) {
            json.beginObject().name("name").value(receiver).endObject();
        }
        json.endArray();
        json.name("startsAt").value(time(live.alert().firedAtMillis()));
        json.name("status").beginObject();
        list(json, "inhibitedBy", standing.inhibitedBy());
        list(json, "mutedBy", standing.mutedBy());
        list(json, "silencedBy", standing.silencedBy());
        json.name("state")
                .value(standing.suppressed() ? "suppressed" : "active")
                .endObject();
        json.name("updatedAt").value(time(live.updatedAtMillis()));
        json.name("generatorURL").value(live.generatorUrl());
        json.name("labels");
        json.texts(live.alert().labels().toMap());
        json.name("rule").value(live.ruleUid());
        json.name("value").value(String.valueOf(live.alert().value()));
        Double threshold = live.threshold();
        if (threshold != null) {
            json.name("threshold").value(String.valueOf(threshold));
        }
        json.name("acknowledgedBy").value(standing.acknowledgedBy()).endObject();
    }

    private static void list(JsonWriter json, String name, List<String> values) throws IOException {
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
