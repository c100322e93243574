package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opsgenie.
 *
 * @param apiKey key of the integration, null where it is elsewhere or not needed
 * @param apiKeyFrom where that is, null where it is here or not needed
 * @param region which region the account is in
 * @param url the API, in place of the region's, null where it is missing
 * @param teams who is called; the integration's own teams where it is empty
 * @param tags tags of the alert
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.apiKey) != has(self.apiKeyFrom)",
        message = "opsgenie needs exactly one of apiKey and apiKeyFrom")
public record Opsgenie(
        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("Key of the integration. Better: apiKeyFrom, which keeps it out of the object.")
        @Nullable
        String apiKey,

        @Description("Where it is: key of the integration.") @Nullable
        SecretReference apiKeyFrom,

        @Description("Which of Opsgenie's regions the account is in.")
        Region region,

        @Form(TextForm.URL) @Description("The API, in place of the region's.") @Nullable
        String url,

        @Size(max = 64) @Description("Who is called; the integration's own teams where it is empty.")
        List<@Form(TextForm.LINE) String> teams,

        @Size(max = 64) @Description("Tags of the alert.") List<@Form(TextForm.LINE) String> tags,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {
    public Opsgenie {
        region = Objects.requireNonNullElse(region, Region.US);
        teams = Absent.asEmpty(teams);
        tags = Absent.asEmpty(tags);
    }

    /** Where an account is. */
    public enum Region {
        US,
        EU
    }
}
