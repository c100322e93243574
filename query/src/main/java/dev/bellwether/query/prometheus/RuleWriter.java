package dev.bellwether.query.prometheus;

import dev.bellwether.query.RuleDirectory.ActiveAlert;
import dev.bellwether.query.RuleDirectory.AlertingRule;
import dev.bellwether.query.RuleDirectory.Evaluation;
import dev.bellwether.query.RuleDirectory.RecordingRule;
import dev.bellwether.query.RuleDirectory.Rule;
import dev.bellwether.query.RuleDirectory.RuleGroup;
import dev.bellwether.query.json.GoFloat;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rules and alerts in Prometheus's form. Stateless. */
final class RuleWriter {
    /** What Go writes for a time that is not set. */
    static final String NEVER = "0001-01-01T00:00:00Z";

    private RuleWriter() {}

    static void writeGroups(List<RuleGroup> groups, String nextToken, boolean alertsShown, JsonWriter json)
            throws IOException {
        json.beginObject().name("groups").beginArray();
        for (RuleGroup group : groups) {
            json.beginObject().name("name").value(group.name());
            json.name("file").value(group.file()).name("rules").beginArray();
            for (Rule rule : group.rules()) {
                write(rule, alertsShown, json);
            }
            json.endArray().name("interval").value(seconds(group.interval()));
            json.name("limit").value((long) group.limit());
            json.name("evaluationTime").value(seconds(group.evaluationTime()));
            json.name("lastEvaluation").value(time(group.lastEvaluation())).endObject();
        }
        json.endArray();
        if (!nextToken.isEmpty()) {
            json.name("groupNextToken").value(nextToken);
        }
        json.endObject();
    }

    private static void write(Rule rule, boolean alertsShown, JsonWriter json) throws IOException {
        json.beginObject();
        switch (rule) {
            case AlertingRule alerting -> {
                json.name("state").value(alerting.state().apiName());
                json.name("name").value(alerting.name());
                json.name("query").value(alerting.query());
                json.name("duration").value(seconds(alerting.holdFor()));
                json.name("keepFiringFor").value(seconds(alerting.keepFiringFor()));
                json.name("labels").labels(alerting.labels());
                json.name("annotations").labels(alerting.annotations()).name("alerts");
                if (alertsShown) {
                    writeAlerts(alerting.alerts(), json);
                } else {
                    json.nullValue();
                }
                write(alerting.evaluation(), json);
                json.name("type").value("alerting");
            }
            case RecordingRule recording -> {
                json.name("name").value(recording.name());
                json.name("query").value(recording.query());
                json.name("labels").labels(recording.labels());
                write(recording.evaluation(), json);
                json.name("type").value("recording");
            }
        }
        json.endObject();
    }

    private static void write(Evaluation evaluation, JsonWriter json) throws IOException {
        json.name("health").value(evaluation.health().apiName());
        if (!evaluation.lastError().isEmpty()) {
            json.name("lastError").value(evaluation.lastError());
        }
        json.name("evaluationTime").value(seconds(evaluation.duration()));
        json.name("lastEvaluation").value(time(evaluation.at()));
    }

    static void writeAlerts(List<ActiveAlert> alerts, JsonWriter json) throws IOException {
        json.beginArray();
        for (ActiveAlert alert : alerts) {
            json.beginObject().name("labels").labels(alert.labels());
            json.name("annotations").labels(alert.annotations());
            json.name("state").value(alert.state().apiName());
            json.name("activeAt").value(alert.activeAt().toString());
            Instant keepFiringSince = alert.keepFiringSince();
            if (keepFiringSince != null) {
                json.name("keepFiringSince").value(keepFiringSince.toString());
            }
            json.name("value").value(GoFloat.formatExponent(alert.value())).endObject();
        }
        json.endArray();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? NEVER : instant.toString();
    }
}
