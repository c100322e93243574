package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.SecretKey;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gateway, which takes samples of agents and of remote_write.
 *
 * @param replicas how many pods, null for the preset's number
 * @param autoscaling bounds of a HorizontalPodAutoscaler, null for a fixed number
 * @param resources requests and limits, null for the preset's
 * @param limits what it refuses
 * @param credentialsSecret who may send beside the agents, null for nobody
 * @param service how the Service is exposed
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!(has(self.replicas) && has(self.autoscaling))",
        message = "both replicas and autoscaling are given; only one is allowed")
public record GatewaySpec(
        @Min(0)
        @Max(50)
        @Description("How many pods of the gateway run; the preset's number where it is missing.")
        @Nullable
        Integer replicas,

        @Description("Lets a HorizontalPodAutoscaler choose the number of pods, in place of replicas.") @Nullable
        Autoscaling autoscaling,

        @Description("Requests and limits of the gateway; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Description("What the gateway refuses.") GatewayLimits limits,

        @Description(
                "Who may send beside the agents: a file with one credential a line (name, tenant or -, token, agent ids), in a Secret of the stack's namespace.")
        @Nullable
        SecretKey credentialsSecret,

        @Description("How the Service of the gateway is exposed.")
        ServiceExposure service,

        @Description("Laid over the pods of the gateway as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    public GatewaySpec {
        limits = Objects.requireNonNullElse(limits, GatewayLimits.USUAL);
        service = Objects.requireNonNullElse(service, ServiceExposure.INSIDE);
    }

    /** As the preset has it. */
    public static final GatewaySpec USUAL =
            new GatewaySpec(null, null, null, GatewayLimits.USUAL, null, ServiceExposure.INSIDE, null);
}
