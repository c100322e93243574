package dev.bellwether.alerting.record;

import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert within a record. */
record AlertForm(
        @Nullable Map<String, String> labels,
        AlertState state,
        double value,
        long activeAt,
        long firedAt,
        long endedAt,
        boolean traced) {
    static AlertForm of(Alert alert) {
        return new AlertForm(
                alert.labels().toMap(),
                alert.state(),
                alert.value(),
                alert.activeAtMillis(),
                alert.firedAtMillis(),
                alert.endedAtMillis(),
                alert.traced());
    }

    Alert toAlert() {
        return new Alert(Labels.of(Json.map(labels)), state, value, activeAt, firedAt, endedAt, traced);
    }
}
