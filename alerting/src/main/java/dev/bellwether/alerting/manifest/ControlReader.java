package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.model.alert.InhibitionRule;
import dev.bellwether.model.alert.MaintenanceWindow;
import dev.bellwether.model.alert.Silence;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code Silence}, {@code InhibitionRule} and {@code MaintenanceWindow} manifests. */
final class ControlReader {
    private ControlReader() {}

    /** Whether manifests of a kind are read here. */
    static boolean reads(String kind) {
        return switch (kind) {
            case "Silence", "InhibitionRule", "MaintenanceWindow" -> true;
            default -> false;
        };
    }

    /** The object of a specification; null where an error was added that leaves none. */
    static Control.@Nullable Subject read(String kind, String uid, YamlMap spec, Node place, YamlMap.Errors errors) {
        Control.Subject subject = new RoutingFields("spec", spec, place, errors).made(fields -> switch (kind) {
            case "Silence" -> silence(uid, fields);
            case "InhibitionRule" ->
                new Control.OfInhibitionRule(new InhibitionRule(
                        uid,
                        fields.matchers("sourceMatchers"),
                        fields.matchers("targetMatchers"),
                        fields.texts("equal")));
            default ->
                new Control.OfMaintenanceWindow(new MaintenanceWindow(
                        uid,
                        fields.matchers("matchers"),
                        fields.intervals("schedule"),
                        fields.text("createdBy"),
                        fields.text("comment")));
        });
        spec.finish();
        return subject;
    }

    private static Control.@Nullable Subject silence(String uid, RoutingFields fields) {
        YamlMap map = fields.map();
        boolean complete = map.required("startsAt") != null && map.required("endsAt") != null;
        long startsAt = map.value("startsAt", 0L, ControlReader::time);
        long endsAt = map.value("endsAt", 0L, ControlReader::time);
        var matchers = fields.matchers("matchers");
        String createdBy = fields.text("createdBy");
        String comment = fields.text("comment");
        return complete
                ? new Control.OfSilence(new Silence(uid, matchers, startsAt, endsAt, createdBy, comment, startsAt))
                : null;
    }

    private static long time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time such as 2026-12-24T18:00:00Z is needed", e);
        }
    }
}
