package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * E-mail over SMTP.
 *
 * @param host the mail server
 * @param tls how the connection is encrypted
 * @param port port of the server, null for the usual one of the encryption
 * @param username who signs in; nobody where it is missing
 * @param password password of the user, null where it is elsewhere or not needed
 * @param passwordFrom where that is, null where it is here or not needed
 * @param from address of the sender
 * @param to addresses of the recipients
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 * @param html template of the HTML part; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!(has(self.password) && has(self.passwordFrom))",
        message = "email has both password and passwordFrom; only one is allowed")
@ValidationRule(
        value = "(has(self.username) && self.username != '') == (has(self.password) || has(self.passwordFrom))",
        message = "email.username and email.password go together")
public record Email(
        @Required @Form(TextForm.HOST) @Description("The mail server.")
        String host,

        @Description(
                "How the connection is encrypted. StartTls: in the clear at first, port 587. Implicit: from the first byte, port 465. None: not at all, port 25.")
        Tls tls,

        @Min(1)
        @Max(65_535)
        @Description("Port of the mail server; the usual one of the encryption where it is missing.")
        @Nullable
        Integer port,

        @Form(TextForm.LINE) @Description("Who signs in; nobody where it is missing.") @Nullable
        String username,

        @Form(TextForm.TEXT)
        @Size(min = 1)
        @Description("Password of the user. Better: passwordFrom, which keeps it out of the object.")
        @Nullable
        String password,

        @Description("Where it is: password of the user.") @Nullable
        SecretReference passwordFrom,

        @Required @Form(TextForm.MAIL_ADDRESS) @Description("Address of the sender.")
        String from,

        @Required @Size(min = 1, max = 64) @Description("Addresses of the recipients.")
        List<@Form(TextForm.MAIL_ADDRESS) String> to,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text,

        @Form(TextForm.TEXT) @Description("Template of the HTML part; the usual one where it is missing.") @Nullable
        String html) {
    public Email {
        host = Absent.asEmpty(host);
        tls = Objects.requireNonNullElse(tls, Tls.StartTls);
        from = Absent.asEmpty(from);
        to = Absent.asEmpty(to);
    }

    /** How a connection to a mail server is encrypted. */
    public enum Tls {
        /** In the clear at first, then STARTTLS; without it nothing is sent. */
        StartTls,
        /** From the first byte. */
        Implicit,
        /** Not at all, for a relay nearby. */
        None
    }
}
