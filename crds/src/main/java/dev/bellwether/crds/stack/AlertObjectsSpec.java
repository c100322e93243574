package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;

/**
 * Alerts as objects of Kubernetes.
 *
 * @param maximum how many there are at most
 * @param keepResolved how long they stay after the alert's end
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlertObjectsSpec(
        @Min(0)
        @Max(10_000)
        @Description("How many Alert objects there are at most; the rest is counted on the rules. 0 for none.")
        Integer maximum,

        @Form(TextForm.DURATION) @Description("How long they stay after the alert's end.")
        String keepResolved) {
    public AlertObjectsSpec {
        maximum = Objects.requireNonNullElse(maximum, 1000);
        keepResolved = Objects.requireNonNullElse(keepResolved, "1h");
    }

    /** A thousand, for an hour after their end. */
    public static final AlertObjectsSpec USUAL = new AlertObjectsSpec(1000, "1h");
}
