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
 * Pushover.
 *
 * @param token token of the application, null where it is elsewhere or not needed
 * @param tokenFrom where that is, null where it is here or not needed
 * @param userKey key of the user or the group, null where it is elsewhere or not needed
 * @param userKeyFrom where that is, null where it is here or not needed
 * @param device one of the user's devices; all where it is missing
 * @param url where messages go
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.token) != has(self.tokenFrom)",
        message = "pushover needs exactly one of token and tokenFrom")
@ValidationRule(
        value = "has(self.userKey) != has(self.userKeyFrom)",
        message = "pushover needs exactly one of userKey and userKeyFrom")
public record Pushover(
        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("Token of the application. Better: tokenFrom, which keeps it out of the object.")
        @Nullable
        String token,

        @Description("Where it is: token of the application.") @Nullable
        SecretReference tokenFrom,

        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("Key of the user or the group. Better: userKeyFrom, which keeps it out of the object.")
        @Nullable
        String userKey,

        @Description("Where it is: key of the user or the group.") @Nullable
        SecretReference userKeyFrom,

        @Form(TextForm.LINE) @Description("One of the user's devices; all where it is missing.") @Nullable
        String device,

        @Form(TextForm.URL) @Description("Where messages go.")
        String url,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {
    public Pushover {
        url = Objects.requireNonNullElse(url, "https://api.pushover.net/1/messages.json");
    }
}
