package dev.bellwether.query.prometheus;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;

/** Names and series in Prometheus's text format. */
final class ExpositionName {
    private ExpositionName() {}

    /** A metric's name, quoted where it is no legacy name. */
    static String of(String metric) {
        return LabelText.isLegacyMetricName(metric) ? metric : quote(metric);
    }

    /** A series with all its labels; {@code instance} is written even where it is absent, so that it stays so. */
    static String series(Labels labels) {
        String metric = labels.metricName();
        boolean legacy = LabelText.isLegacyMetricName(metric);
        StringBuilder text = new StringBuilder(legacy ? metric : "").append('{');
        String separator = "";
        if (!legacy) {
            text.append(quote(metric));
            separator = ",";
        }
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            if (!name.equals(Labels.METRIC_NAME)) {
                text.append(separator)
                        .append(LabelText.isLegacyLabelName(name) ? name : quote(name))
                        .append('=')
                        .append(quote(labels.value(i)));
                separator = ",";
            }
        }
        if (!labels.has("instance")) {
            text.append(separator).append("instance=\"\"");
        }
        return text.append('}').toString();
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
}
