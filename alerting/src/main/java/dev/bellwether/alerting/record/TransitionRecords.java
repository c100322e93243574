package dev.bellwether.alerting.record;

import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.DataState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic {@code alerts}: what began to fire or resolved, under the rule's uid. Stateless. */
public final class TransitionRecords {
    private TransitionRecords() {}

    private record Form(
            String id,
            String rule,
            @Nullable String name,
            @Nullable String expression,
            AlertForm alert,
            @Nullable Map<String, String> annotations,
            @Nullable Double threshold,
            long evaluatedAt,
            @Nullable DataState data,
            @Nullable String reason,
            boolean shadow) {}

    /** A transition as bytes. */
    public static byte[] write(AlertTransition transition) {
        return Json.write(new Form(
                transition.id(),
                transition.ruleUid(),
                transition.ruleName(),
                transition.expression(),
                AlertForm.of(transition.alert()),
                transition.annotations(),
                transition.threshold(),
                transition.evaluatedAtMillis(),
                transition.data(),
                transition.reason(),
                transition.shadow()));
    }

    /**
     * The transition that bytes stand for.
     *
     * @throws InvalidRecordException where they stand for none
     */
    public static AlertTransition read(byte[] json) {
        return Json.read(
                json,
                Form.class,
                "the transition of an alert",
                form -> new AlertTransition(
                        form.id,
                        form.rule,
                        form.name == null ? form.rule : form.name,
                        form.expression == null ? "" : form.expression,
                        form.alert.toAlert(),
                        Json.map(form.annotations),
                        form.threshold,
                        form.evaluatedAt,
                        form.data == null ? DataState.COMPLETE : form.data,
                        form.reason == null ? "" : form.reason,
                        form.shadow));
    }
}
