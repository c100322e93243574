package dev.bellwether.alerting.record;

import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic {@code alert-state}: state and progress of a rule, under its uid. Stateless. */
public final class StateRecords {
    private StateRecords() {}

    private record Form(long evaluatedThrough, @Nullable List<AlertForm> alerts) {}

    /** A state as bytes. */
    public static byte[] write(RuleState state) {
        return Json.write(new Form(
                state.evaluatedThroughMillis(),
                state.alerts().values().stream().map(AlertForm::of).toList()));
    }

    /**
     * The state that bytes stand for.
     *
     * @throws InvalidRecordException where they stand for none
     */
    public static RuleState read(byte[] json) {
        return Json.read(json, Form.class, "the state of a rule", form -> {
            Map<Labels, Alert> alerts = new LinkedHashMap<>();
            for (AlertForm alert : Json.list(form.alerts)) {
                Alert read = alert.toAlert();
                alerts.put(read.labels(), read);
            }
            return new RuleState(form.evaluatedThrough, alerts);
        });
    }
}
