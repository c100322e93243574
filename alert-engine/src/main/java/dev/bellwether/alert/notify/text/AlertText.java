package dev.bellwether.alert.notify.text;

import dev.bellwether.alert.notify.GroupMessage.MessageAlert;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one alert, before it is marked up. Every text is bounded.
 *
 * @param firing whether it fires
 * @param summary the annotation {@code summary}, or the alert's name
 * @param description the annotation {@code description} or {@code message}; may be empty
 * @param labels its own labels, those that not all alerts of the message have; may be empty
 * @param value the value, and what it is compared with
 * @param time since when it fires, or from when to when it did
 * @param links what people may want to look at
 */
public record AlertText(
        boolean firing,
        String summary,
        String description,
        String labels,
        String value,
        String time,
        List<Link> links) {
    private static final int LONGEST_SUMMARY = 300;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_LABELS = 500;
    private static final int LONGEST_ADDRESS = 1000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * A way to more.
     *
     * @param label what is there
     * @param address an {@code http} or {@code https} address
     */
    public record Link(String label, String address) {}

    public AlertText {
        links = List.copyOf(links);
    }

    static AlertText of(MessageAlert alert, Map<String, String> hiddenLabels) {
        String name = alert.labels().get("alertname");
        String summary = annotation(alert, "summary");
        String description = annotation(alert, "description");
        return new AlertText(
                alert.firing(),
                bounded(summary.isEmpty() ? name == null ? "alert" : name : summary, LONGEST_SUMMARY),
                bounded(description.isEmpty() ? annotation(alert, "message") : description, LONGEST_DESCRIPTION),
                labels(alert.labels().toMap(), hiddenLabels),
                value(alert.value(), alert.threshold()),
                time(alert),
                Stream.of(
                                link("Runbook", annotation(alert, "runbook_url")),
                                link("Dashboard", annotation(alert, "dashboard_url")),
                                link("Expression", alert.generatorUrl()))
                        .flatMap(List::stream)
                        .toList());
    }

    private static String annotation(MessageAlert alert, String name) {
        return alert.annotations().getOrDefault(name, "").strip();
    }

    private static List<Link> link(String label, String address) {
        return isWebAddress(address) ? List.of(new Link(label, address)) : List.of();
    }

    /** Whether a text can be offered as a link: nobody shall click on {@code javascript:}. */
    static boolean isWebAddress(String text) {
        if (text.isEmpty() || text.length() > LONGEST_ADDRESS) {
            return false;
        }
        try {
            URI address = new URI(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Labels as {@code name=value}, without those that stand elsewhere. */
    static String labels(Map<String, String> labels, Map<String, String> hidden) {
        Map<String, String> shown = new TreeMap<>(labels);
        List.of("alertname", "severity").forEach(shown::remove);
        shown.entrySet().removeAll(hidden.entrySet());
        return bounded(
                shown.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", ")),
                LONGEST_LABELS);
    }

    private static String value(double value, @Nullable Double threshold) {
        String text = "value " + NumberText.of(value);
        return threshold == null ? text : text + " (threshold " + NumberText.of(threshold) + ")";
    }

    private static String time(MessageAlert alert) {
        Instant start = Instant.ofEpochMilli(alert.startsAtMillis());
        if (alert.firing()) {
            return "since " + TIME.format(start);
        }
        Duration length = Duration.ofMillis(Math.max(0, alert.endsAtMillis() - alert.startsAtMillis()));
        return "from " + TIME.format(start) + " for " + length(length);
    }

    private static String length(Duration length) {
        List<String> parts = new ArrayList<>();
        if (length.toDays() > 0) {
            parts.add(length.toDays() + "d");
        }
        if (length.toHoursPart() > 0) {
            parts.add(length.toHoursPart() + "h");
        }
        if (length.toMinutesPart() > 0 && length.toDays() == 0) {
            parts.add(length.toMinutesPart() + "m");
        }
        if (length.toSecondsPart() > 0 && length.toHours() == 0 || parts.isEmpty()) {
            parts.add(length.toSecondsPart() + "s");
        }
        return String.join(" ", parts);
    }

    /** The text, or its beginning and an ellipsis; never half a character. */
    public static String bounded(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
