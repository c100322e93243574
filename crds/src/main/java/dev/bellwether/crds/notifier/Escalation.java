package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;

/**
 * Whom to tell when nobody has acknowledged.
 *
 * @param after how long an alert may fire without being acknowledged
 * @param notifier who then hears of it: a Notifier's name, or namespace/name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Escalation(
        @Required
        @Form(TextForm.POSITIVE_DURATION)
        @Description("How long an alert may fire without being acknowledged, at least a second.")
        String after,

        @Required
        @Form(TextForm.QUALIFIED_NAME)
        @Description("The Notifier that then hears of it: its name, or namespace/name.")
        String notifier) {
    public Escalation {
        after = Absent.asEmpty(after);
        notifier = Absent.asEmpty(notifier);
    }
}
