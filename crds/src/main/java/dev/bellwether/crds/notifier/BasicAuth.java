package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * HTTP's basic authentication.
 *
 * @param username the user
 * @param password the password, null where it is elsewhere
 * @param passwordFrom where it is, null where it is here
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.password) != has(self.passwordFrom)",
        message = "basicAuth needs exactly one of password and passwordFrom")
public record BasicAuth(
        @Required @Form(TextForm.LINE) @Description("The user.")
        String username,

        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("The password. Better: passwordFrom, which keeps it out of the object.")
        @Nullable
        String password,

        @Description("Where the password is.") @Nullable SecretReference passwordFrom) {
    public BasicAuth {
        username = Absent.asEmpty(username);
    }
}
