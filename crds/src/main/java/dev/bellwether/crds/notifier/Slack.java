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
 * A channel of Slack: an incoming webhook (url), or a bot (token and channel) that keeps one message for each group up to date.
 *
 * @param url address of the incoming webhook, null where it is elsewhere or not needed
 * @param urlFrom where that is, null where it is here or not needed
 * @param token token of the bot, with the scope chat:write, null where it is elsewhere or not needed
 * @param tokenFrom where that is, null where it is here or not needed
 * @param channel the bot's channel, null where it is missing
 * @param apiUrl slack's API
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!(has(self.url) && has(self.urlFrom))",
        message = "slack has both url and urlFrom; only one is allowed")
@ValidationRule(
        value = "!(has(self.token) && has(self.tokenFrom))",
        message = "slack has both token and tokenFrom; only one is allowed")
@ValidationRule(
        value =
                "has(self.token) || has(self.tokenFrom) ? !has(self.url) && !has(self.urlFrom) : has(self.url) || has(self.urlFrom)",
        message = "slack needs either url (an incoming webhook) or token (a bot), and not both")
@ValidationRule(
        value = "(has(self.token) || has(self.tokenFrom)) == (has(self.channel) && self.channel != '')",
        message = "slack.channel goes with token: a bot needs one, an incoming webhook has its own")
public record Slack(
        @Form(TextForm.URL)
        @Size(min = 1)
        @Description("Address of the incoming webhook. Better: urlFrom, which keeps it out of the object.")
        @Nullable
        String url,

        @Description("Where it is: address of the incoming webhook.") @Nullable
        SecretReference urlFrom,

        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description(
                "Token of the bot, with the scope chat:write. Better: tokenFrom, which keeps it out of the object.")
        @Nullable
        String token,

        @Description("Where it is: token of the bot, with the scope chat:write.") @Nullable
        SecretReference tokenFrom,

        @Form(TextForm.LINE) @Description("The bot's channel.") @Nullable
        String channel,

        @Form(TextForm.URL) @Description("Slack's API.") String apiUrl,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {
    public Slack {
        apiUrl = Objects.requireNonNullElse(apiUrl, "https://slack.com/api");
    }
}
