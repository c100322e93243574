package dev.bellwether.alerting.manifest;

import dev.bellwether.model.alert.DeliveryLimits;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the part of a Notifier that says which alerts it takes, when, and how they are put together. */
final class RoutingReader {
    private final RoutingFields fields;
    private final String namespace;

    /**
     * Reads from a Notifier's specification.
     *
     * @param place where an error goes that has no place of its own
     */
    RoutingReader(YamlMap spec, String namespace, Node place, YamlMap.Errors errors) {
        this.fields = new RoutingFields("spec", spec, place, errors);
        this.namespace = namespace;
    }

    /** The routing; the usual one for what is not said, null where an error was added that leaves none. */
    @Nullable
    Routing routing() {
        Routing usual = Routing.DEFAULT;
        return fields.made(spec -> new Routing(
                spec.matchers("matchers"),
                spec.map().value("minimumSeverity", Severity.NONE, RoutingReader::severity),
                spec.map().has("groupBy") ? spec.texts("groupBy") : usual.groupBy(),
                spec.duration("groupWait", usual.groupWait()),
                spec.duration("groupInterval", usual.groupInterval()),
                spec.duration("repeatInterval", usual.repeatInterval()),
                spec.flag("sendResolved", usual.sendResolved()),
                spec.intervals("activeTimes"),
                spec.intervals("muteTimes"),
                escalations(spec)));
    }

    private List<Escalation> escalations(RoutingFields spec) {
        return spec.mappings("escalations", one -> {
            Duration after = one.duration("after", Duration.ZERO);
            String notifier = one.map().required("notifier");
            if (notifier == null) {
                return null;
            }
            return new Escalation(after, notifier.contains("/") ? notifier : namespace + "/" + notifier);
        });
    }

    private static Severity severity(String text) {
        return Severity.of(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "allowed are none, info, warning, error and critical, not " + text.toLowerCase(Locale.ROOT)));
    }

    /** The limits; the usual ones for what is not said, null where an error was added that leaves none. */
    @Nullable
    DeliveryLimits limits() {
        DeliveryLimits usual = DeliveryLimits.DEFAULT;
        YamlMap map = fields.map().map("limits");
        DeliveryLimits limits = fields.below("limits", map)
                .made(it -> new DeliveryLimits(
                        it.number("messagesPerMinute", usual.messagesPerMinute()),
                        it.number("burst", usual.burst()),
                        it.number("maximumAlerts", usual.maximumAlerts()),
                        it.duration("maximumAge", usual.maximumAge())));
        map.finish();
        return limits;
    }
}
