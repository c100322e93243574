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
 * A topic of ntfy.
 *
 * @param url the server
 * @param topic the topic, null where it is elsewhere or not needed
 * @param topicFrom where that is, null where it is here or not needed
 * @param basicAuth who sends, null for nobody
 * @param bearerToken token of who sends, null for none
 * @param bearerTokenFrom where that token is
 * @param tags tags, or names of emojis, beside those that tell the state
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.topic) != has(self.topicFrom)",
        message = "ntfy needs exactly one of topic and topicFrom")
@ValidationRule(
        value =
                "(has(self.basicAuth) ? 1 : 0) + (has(self.bearerToken) ? 1 : 0) + (has(self.bearerTokenFrom) ? 1 : 0) <= 1",
        message = "ntfy has more than one of basicAuth, bearerToken and bearerTokenFrom; only one is allowed")
public record Ntfy(
        @Form(TextForm.URL) @Description("The server.") String url,

        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("The topic. Better: topicFrom, which keeps it out of the object.")
        @Nullable
        String topic,

        @Description("Where it is: the topic.") @Nullable SecretReference topicFrom,

        @Description("User and password, for HTTP's basic authentication.") @Nullable
        BasicAuth basicAuth,

        @Form(TextForm.TEXT) @Description("Token in the header Authorization. Better: bearerTokenFrom.") @Nullable
        String bearerToken,

        @Description("Where the token for the header Authorization is.") @Nullable
        SecretReference bearerTokenFrom,

        @Size(max = 64) @Description("Tags, or names of emojis, beside those that tell the state.")
        List<@Form(TextForm.LINE) String> tags,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {
    public Ntfy {
        url = Objects.requireNonNullElse(url, "https://ntfy.sh");
        tags = Absent.asEmpty(tags);
    }
}
