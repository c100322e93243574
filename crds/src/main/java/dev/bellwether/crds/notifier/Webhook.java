package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anything that takes Alertmanager's webhook JSON.
 *
 * @param url address that takes the messages, null where it is elsewhere or not needed
 * @param urlFrom where that is, null where it is here or not needed
 * @param basicAuth who sends, null for nobody
 * @param bearerToken token of who sends, null for none
 * @param bearerTokenFrom where that token is
 * @param headers headers by name
 * @param headersFrom headers by name whose values are secrets
 * @param signingKey key of the HMAC-SHA256 in the header X-Bellwether-Signature, null where it is elsewhere or not needed
 * @param signingKeyFrom where that is, null where it is here or not needed
 * @param body template of the body, which must give JSON; Alertmanager's webhook JSON where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "has(self.url) != has(self.urlFrom)", message = "webhook needs exactly one of url and urlFrom")
@ValidationRule(
        value =
                "(has(self.basicAuth) ? 1 : 0) + (has(self.bearerToken) ? 1 : 0) + (has(self.bearerTokenFrom) ? 1 : 0) <= 1",
        message = "webhook has more than one of basicAuth, bearerToken and bearerTokenFrom; only one is allowed")
@ValidationRule(
        value = "!has(self.headers) || !has(self.headersFrom) || !self.headers.exists(name, name in self.headersFrom)",
        message = "webhook has a header both in headers and in headersFrom; only one is allowed")
@ValidationRule(
        value = "!(has(self.signingKey) && has(self.signingKeyFrom))",
        message = "webhook has both signingKey and signingKeyFrom; only one is allowed")
public record Webhook(
        @Form(TextForm.URL)
        @Size(min = 1)
        @Description("Address that takes the messages. Better: urlFrom, which keeps it out of the object.")
        @Nullable
        String url,

        @Description("Where it is: address that takes the messages.") @Nullable
        SecretReference urlFrom,

        @Description("User and password, for HTTP's basic authentication.") @Nullable
        BasicAuth basicAuth,

        @Form(TextForm.TEXT) @Description("Token in the header Authorization. Better: bearerTokenFrom.") @Nullable
        String bearerToken,

        @Description("Where the token for the header Authorization is.") @Nullable
        SecretReference bearerTokenFrom,

        @Size(max = 64) @Description("Headers by name, added to the usual ones.")
        Map<String, @Form(TextForm.TEXT) String> headers,

        @Size(max = 64) @Description("Headers by name whose values are secrets.")
        Map<String, SecretReference> headersFrom,

        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description(
                "Key of the HMAC-SHA256 in the header X-Bellwether-Signature. Better: signingKeyFrom, which keeps it out of the object.")
        @Nullable
        String signingKey,

        @Description("Where it is: key of the HMAC-SHA256 in the header X-Bellwether-Signature.") @Nullable
        SecretReference signingKeyFrom,

        @Form(TextForm.TEXT)
        @Description("Template of the body, which must give JSON; Alertmanager's webhook JSON where it is missing.")
        @Nullable
        String body) {
    public Webhook {
        headers = Absent.asEmpty(headers);
        headersFrom = Absent.asEmpty(headersFrom);
    }
}
