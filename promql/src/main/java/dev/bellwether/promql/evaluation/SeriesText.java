package dev.bellwether.promql.evaluation;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;

/** Labels as Prometheus writes them in errors: the name of the metric as a label among the others. */
final class SeriesText {
    private SeriesText() {}

    static String of(Labels labels) {
        StringBuilder text = new StringBuilder("{");
        labels.forEach((name, value) -> {
            if (text.length() > 1) {
                text.append(", ");
            }
            text.append(LabelText.isLegacyLabelName(name) ? name : LabelText.quote(name))
                    .append('=')
                    .append(LabelText.quote(value));
        });
        return text.append('}').toString();
    }
}
