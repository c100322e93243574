package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.SecretKey;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL with TimescaleDB that somebody else runs.
 *
 * @param host its host
 * @param port its port
 * @param name the database
 * @param credentialsSecret a Secret with username and password
 * @param sslMode how the connection is protected
 * @param authoritySecret the authority of the server's certificate, null for the public ones
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExternalDatabase(
        @Required @Form(TextForm.HOST) @Description("Its host.")
        String host,

        @Min(1) @Max(65_535) @Description("Its port.") Integer port,

        @Size(min = 1) @Form(TextForm.DATABASE_NAME) @Description("The name of the database.")
        String name,

        @Required
        @Form(TextForm.OBJECT_NAME)
        @Description("A Secret of the stack's namespace with the keys username and password.")
        String credentialsSecret,

        @Description(
                "How the connection is protected, as in libpq. verify-full: encrypted, and the server proves who it is.")
        SslMode sslMode,

        @Description(
                "The certificate of the authority that has signed the server's, as PEM; the public authorities where it is missing.")
        @Nullable
        SecretKey authoritySecret) {
    public ExternalDatabase {
        host = Absent.asEmpty(host);
        port = Objects.requireNonNullElse(port, 5432);
        name = Objects.requireNonNullElse(name, "bellwether");
        credentialsSecret = Absent.asEmpty(credentialsSecret);
        sslMode = Objects.requireNonNullElse(sslMode, SslMode.VERIFY_FULL);
    }

    /** How a connection is protected. */
    public enum SslMode {
        @JsonProperty("disable")
        DISABLE("disable"),
        @JsonProperty("require")
        REQUIRE("require"),
        @JsonProperty("verify-ca")
        VERIFY_CA("verify-ca"),
        @JsonProperty("verify-full")
        VERIFY_FULL("verify-full");

        private final String word;

        SslMode(String word) {
            this.word = word;
        }

        /** As libpq and JDBC have it. */
        public String word() {
            return word;
        }
    }
}
