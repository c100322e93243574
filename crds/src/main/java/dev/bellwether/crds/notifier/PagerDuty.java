package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty, Events API v2.
 *
 * @param routingKey key of the integration, null where it is elsewhere or not needed
 * @param routingKeyFrom where that is, null where it is here or not needed
 * @param url where events go
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.routingKey) != has(self.routingKeyFrom)",
        message = "pagerDuty needs exactly one of routingKey and routingKeyFrom")
public record PagerDuty(
        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("Key of the integration. Better: routingKeyFrom, which keeps it out of the object.")
        @Nullable
        String routingKey,

        @Description("Where it is: key of the integration.") @Nullable
        SecretReference routingKeyFrom,

        @Form(TextForm.URL) @Description("Where events go.") String url,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {
    public PagerDuty {
        url = Objects.requireNonNullElse(url, "https://events.pagerduty.com/v2/enqueue");
    }
}
