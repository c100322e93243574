package dev.bellwether.crds.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import org.jspecify.annotations.Nullable;

/**
 * A user's word on an alert.
 *
 * @param acknowledged whether somebody looks after it, so that nobody is called again
 * @param acknowledgedBy who, null where nobody says
 * @param comment why or how, null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertSpec(
        @Description("Whether somebody looks after the alert: no repeats and no escalation until it resolves.")
        boolean acknowledged,

        @Form(TextForm.LINE) @Description("Who looks after it.") @Nullable
        String acknowledgedBy,

        @Form(TextForm.TEXT) @Description("What others should know.") @Nullable
        String comment) {
    /** Nobody has said anything. */
    public static final AlertSpec UNACKNOWLEDGED = new AlertSpec(false, null, null);
}
