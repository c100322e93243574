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
 * A dead man's switch outside: it is called for as long as rules are evaluated, and calls somebody when it is not.
 *
 * @param url address to call, null where it is elsewhere or not needed
 * @param urlFrom where that is, null where it is here or not needed
 * @param method how it is called
 * @param interval how often it is called
 * @param maxLag how far evaluation may lie behind for the calls to go on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "has(self.url) != has(self.urlFrom)",
        message = "heartbeat needs exactly one of url and urlFrom")
public record Heartbeat(
        @Form(TextForm.URL)
        @Size(min = 1)
        @Description("Address to call. Better: urlFrom, which keeps it out of the object.")
        @Nullable
        String url,

        @Description("Where it is: address to call.") @Nullable
        SecretReference urlFrom,

        @Description("How it is called.") Method method,

        @Form(TextForm.POSITIVE_DURATION) @Description("How often it is called.")
        String interval,

        @Form(TextForm.POSITIVE_DURATION) @Description("How far evaluation may lie behind for the calls to go on.")
        String maxLag) {
    public Heartbeat {
        method = Objects.requireNonNullElse(method, Method.GET);
        interval = Objects.requireNonNullElse(interval, "1m");
        maxLag = Objects.requireNonNullElse(maxLag, "2m");
    }

    /** A method of HTTP. */
    public enum Method {
        GET,
        POST
    }
}
