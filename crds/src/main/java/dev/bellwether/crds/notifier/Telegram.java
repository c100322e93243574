package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bot of Telegram.
 *
 * @param token token of the bot, null where it is elsewhere or not needed
 * @param tokenFrom where that is, null where it is here or not needed
 * @param chatId number of the chat, in quotes, or @name of a channel
 * @param apiUrl telegram's Bot API
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.token) != has(self.tokenFrom)",
        message = "telegram needs exactly one of token and tokenFrom")
public record Telegram(
        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("Token of the bot. Better: tokenFrom, which keeps it out of the object.")
        @Nullable
        String token,

        @Description("Where it is: token of the bot.") @Nullable
        SecretReference tokenFrom,

        @Required @Form(TextForm.CHAT) @Description("Number of the chat, in quotes, or @name of a channel.")
        String chatId,

        @Form(TextForm.URL) @Description("Telegram's Bot API.")
        String apiUrl,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {
    public Telegram {
        chatId = Absent.asEmpty(chatId);
        apiUrl = Objects.requireNonNullElse(apiUrl, "https://api.telegram.org");
    }
}
