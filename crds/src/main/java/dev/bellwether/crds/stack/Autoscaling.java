package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/**
 * Bounds of a HorizontalPodAutoscaler.
 *
 * @param minReplicas the least number of pods
 * @param maxReplicas the greatest number of pods
 * @param targetCpuPercent use of the requested CPU that is aimed at, in percent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.minReplicas) || self.minReplicas <= self.maxReplicas",
        message = "minReplicas is greater than maxReplicas")
public record Autoscaling(
        @Min(1) @Max(50) @Description("The least number of pods.")
        Integer minReplicas,

        @Required @Min(1) @Max(50) @Description("The greatest number of pods.")
        Integer maxReplicas,

        @Min(1) @Max(100) @Description("Use of the requested CPU that is aimed at, in percent.")
        Integer targetCpuPercent) {
    public Autoscaling {
        minReplicas = Objects.requireNonNullElse(minReplicas, 1);
        maxReplicas = Objects.requireNonNullElse(maxReplicas, 1);
        targetCpuPercent = Objects.requireNonNullElse(targetCpuPercent, 70);
    }
}
