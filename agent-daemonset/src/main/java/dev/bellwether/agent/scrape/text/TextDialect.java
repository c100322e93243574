package dev.bellwether.agent.scrape.text;

import dev.bellwether.model.MetricType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two text formats. They differ in times, exemplars, types, and in how they end. */
public enum TextDialect {
    /**
     * The Prometheus text format 0.0.4: times in milliseconds, no exemplars.
     *
     * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
     */
    PROMETHEUS(List.of("counter", "gauge", "histogram", "summary", "untyped")),
    /**
     * OpenMetrics 1.0: times in seconds, exemplars after {@code #}, {@code # EOF} at the end.
     *
     * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
     */
    OPEN_METRICS(List.of("counter", "gauge", "histogram", "gaugehistogram", "summary", "info", "stateset", "unknown"));

    private final List<String> typeNames;

    TextDialect(List<String> typeNames) {
        this.typeNames = typeNames;
    }

    /** The words that may stand in a TYPE line. */
    List<String> typeNames() {
        return typeNames;
    }

    /** The type of a word in a TYPE line, or null where this format has no such type. */
    @Nullable
    MetricType type(String word) {
        if (!typeNames.contains(word)) {
            return null;
        }
        return switch (word) {
            case "counter" -> MetricType.COUNTER;
            case "gauge" -> MetricType.GAUGE;
            case "histogram" -> MetricType.HISTOGRAM;
            case "gaugehistogram" -> MetricType.GAUGE_HISTOGRAM;
            case "summary" -> MetricType.SUMMARY;
            case "info" -> MetricType.INFO;
            case "stateset" -> MetricType.STATE_SET;
            default -> MetricType.UNKNOWN;
        };
    }
}
