package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/**
 * The writer, which brings samples from the log into the database.
 *
 * @param replicas how many pods, null for the preset's number
 * @param autoscaling bounds of a HorizontalPodAutoscaler, null for a fixed number
 * @param resources requests and limits, null for the preset's
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!(has(self.replicas) && has(self.autoscaling))",
        message = "both replicas and autoscaling are given; only one is allowed")
public record WriterSpec(
        @Min(0)
        @Max(50)
        @Description("How many pods of the writer run; the preset's number where it is missing.")
        @Nullable
        Integer replicas,

        @Description("Lets a HorizontalPodAutoscaler choose the number of pods, in place of replicas.") @Nullable
        Autoscaling autoscaling,

        @Description("Requests and limits of the writer; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Description("Laid over the pods of the writer as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    /** As the preset has it. */
    public static final WriterSpec USUAL = new WriterSpec(null, null, null, null);
}
