package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of Microsoft Teams that posts to a channel when a webhook request is received.
 *
 * @param url address of the workflow, null where it is elsewhere or not needed
 * @param urlFrom where that is, null where it is here or not needed
 * @param title template of the title; the usual one where it is missing
 * @param text template of the text; the usual one where it is missing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "has(self.url) != has(self.urlFrom)", message = "teams needs exactly one of url and urlFrom")
public record Teams(
        @Form(TextForm.URL)
        @Size(min = 1)
        @Description("Address of the workflow. Better: urlFrom, which keeps it out of the object.")
        @Nullable
        String url,

        @Description("Where it is: address of the workflow.") @Nullable
        SecretReference urlFrom,

        @Form(TextForm.TEXT) @Description("Template of the title; the usual one where it is missing.") @Nullable
        String title,

        @Form(TextForm.TEXT) @Description("Template of the text; the usual one where it is missing.") @Nullable
        String text) {}
