package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager, API v2.
 *
 * @param urls every member of a cluster; alerts go to all of them
 * @param basicAuth who sends, null for nobody
 * @param bearerToken token of who sends, null for none
 * @param bearerTokenFrom where that token is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "(has(self.basicAuth) ? 1 : 0) + (has(self.bearerToken) ? 1 : 0) + (has(self.bearerTokenFrom) ? 1 : 0) <= 1",
        message = "alertmanager has more than one of basicAuth, bearerToken and bearerTokenFrom; only one is allowed")
public record Alertmanager(
        @Required @Size(min = 1, max = 64) @Description("Every member of a cluster; alerts go to all of them.")
        List<@Form(TextForm.URL) String> urls,

        @Description("User and password, for HTTP's basic authentication.") @Nullable
        BasicAuth basicAuth,

        @Form(TextForm.TEXT) @Description("Token in the header Authorization. Better: bearerTokenFrom.") @Nullable
        String bearerToken,

        @Description("Where the token for the header Authorization is.") @Nullable
        SecretReference bearerTokenFrom) {
    public Alertmanager {
        urls = Absent.asEmpty(urls);
    }
}
