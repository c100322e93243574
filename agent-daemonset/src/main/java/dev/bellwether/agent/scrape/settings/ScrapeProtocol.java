package dev.bellwether.agent.scrape.settings;

import java.util.List;
import java.util.Optional;

/** A format that a scraper can ask for, by the names of {@code scrape_protocols}. */
public enum ScrapeProtocol {
    PROMETHEUS_PROTO(
            "PrometheusProto",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
    OPEN_METRICS_1("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"),
    OPEN_METRICS_0("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1"),
    PROMETHEUS_TEXT_1("PrometheusText1.0.0", "text/plain;version=1.0.0;escaping=allow-utf-8"),
    PROMETHEUS_TEXT_0("PrometheusText0.0.4", "text/plain;version=0.0.4");

    /** Every format, protobuf first, for only it has native histograms. */
    public static final List<ScrapeProtocol> DEFAULT = List.of(values());

    private final String word;
    private final String mediaType;

    ScrapeProtocol(String word, String mediaType) {
        this.word = word;
        this.mediaType = mediaType;
    }

    /** The format's name in a configuration. */
    public String word() {
        return word;
    }

    /** What the header {@code Accept} calls it. */
    public String mediaType() {
        return mediaType;
    }

    /** The header {@code Accept} for formats in the order of preference, weighted as Prometheus does. */
    public static String acceptHeader(List<ScrapeProtocol> protocols) {
        StringBuilder header = new StringBuilder();
        int weight = values().length + 1;
        for (ScrapeProtocol protocol : protocols) {
            header.append(protocol.mediaType).append(";q=0.").append(weight--).append(',');
        }
        return header.append("*/*;q=0.").append(weight).toString();
    }

    /** The format of a header {@code Content-Type}, or empty where it names none of them. */
    public static Optional<ScrapeProtocol> ofContentType(String contentType) {
        String[] parts = contentType.split(";", -1);
        String media = parts[0].strip().toLowerCase(java.util.Locale.ROOT);
        return switch (media) {
            case "application/vnd.google.protobuf" ->
                hasParameter(parts, "encoding", "delimited")
                                && hasParameter(parts, "proto", "io.prometheus.client.MetricFamily")
                        ? Optional.of(PROMETHEUS_PROTO)
                        : Optional.empty();
            case "application/openmetrics-text" ->
                Optional.of(hasParameter(parts, "version", "0.0.1") ? OPEN_METRICS_0 : OPEN_METRICS_1);
            case "text/plain" ->
                Optional.of(hasParameter(parts, "version", "1.0.0") ? PROMETHEUS_TEXT_1 : PROMETHEUS_TEXT_0);
            default -> Optional.empty();
        };
    }

    private static boolean hasParameter(String[] parts, String name, String value) {
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2
                    && pair[0].strip().equalsIgnoreCase(name)
                    && pair[1].strip().replace("\"", "").equals(value)) {
                return true;
            }
        }
        return false;
    }
}
