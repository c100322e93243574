package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one of the agent's collectors.
 *
 * @param enabled whether it runs, null for the agent's own choice
 * @param interval from collection to collection, null for the agent's
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CollectorSpec(
        @Description("Whether it runs; as the agent has it where it is missing.") @Nullable
        Boolean enabled,

        @Form(TextForm.POSITIVE_DURATION)
        @Description("From collection to collection; that of the agents where it is missing.")
        @Nullable
        String interval) {}
