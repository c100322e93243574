package dev.bellwether.crds.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What a {@link Silence} asks for.
 *
 * @param matchers every one must hold for an alert's labels
 * @param startsAt from when on, RFC 3339
 * @param endsAt until when, RFC 3339
 * @param createdBy who asked for it, empty where nobody says
 * @param comment why, empty where nobody says
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "[self.startsAt, self.endsAt].exists(time, !time.matches('T.*(Z|[-+][0-9]{2}:[0-9]{2})$')) || "
                + "timestamp(self.startsAt) <= timestamp(self.endsAt)",
        message = "endsAt lies before startsAt; a silence ends after it starts")
public record SilenceSpec(
        @Required
        @Size(min = 1, max = 64)
        @Description("Which alerts are meant: every matcher must hold for an alert's labels.")
        List<@Form(TextForm.MATCHER) String> matchers,

        @Required @Form(TextForm.TIME) @Description("From when on, for instance 2026-12-24T18:00:00Z.")
        String startsAt,

        @Required @Form(TextForm.TIME) @Description("Until when, for instance 2026-12-24T20:00:00Z.")
        String endsAt,

        @Form(TextForm.LINE) @Description("Who asked for it.")
        String createdBy,

        @Form(TextForm.TEXT) @Description("Why.") String comment) {
    public SilenceSpec {
        matchers = Absent.asEmpty(matchers);
        startsAt = Absent.asEmpty(startsAt);
        endsAt = Absent.asEmpty(endsAt);
        createdBy = Absent.asEmpty(createdBy);
        comment = Absent.asEmpty(comment);
    }
}
