package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/**
 * The alert engine.
 *
 * @param replicas how many pods, null for the preset's number
 * @param resources requests and limits, null for the preset's
 * @param externalUrl where people reach the query service, for links; null for none
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlertEngineSpec(
        @Min(0)
        @Max(50)
        @Description("How many pods of the alert engine run; the preset's number where it is missing.")
        @Nullable
        Integer replicas,

        @Description("Requests and limits of the alert engine; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Form(TextForm.URL) @Description("Where people reach the query service, for the links in messages.") @Nullable
        String externalUrl,

        @Description("Laid over the pods of the alert engine as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    /** As the preset has it. */
    public static final AlertEngineSpec USUAL = new AlertEngineSpec(null, null, null, null);
}
