package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.Free;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The agents: one on every node that they tolerate.
 *
 * @param enabled whether there are agents
 * @param interval from collection to collection
 * @param collectors settings of collectors by their name
 * @param tolerations which taints they tolerate
 * @param resources requests and limits, null for the preset's
 * @param hostPID whether they share the node's process namespace
 * @param extraConfig keys of the agent's configuration file
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AgentsSpec(
        @Description("Whether there are agents.") Boolean enabled,

        @Form(TextForm.POSITIVE_DURATION) @Description("From collection to collection.")
        String interval,

        @Size(max = 128)
        @Description(
                "Settings of the collectors by their name, for instance cpu, filesystem or hwmon; docs/agent-configuration.md has the list.")
        Map<String, CollectorSpec> collectors,

        @Size(max = 64)
        @Description(
                "Which taints the agents tolerate; all of them where it is missing, so that there is one on every node.")
        List<Toleration> tolerations,

        @Description("Requests and limits of the agents; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Description(
                "Whether the agents share the node's process namespace, which collectors of processes by name may need.")
        Boolean hostPID,

        @Free
        @Description(
                "Keys of the agent's configuration file that are laid over those that the operator writes, for instance scrape_configs.")
        Map<String, Object> extraConfig,

        @Description("Laid over the pods of the agents as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    public AgentsSpec {
        enabled = Objects.requireNonNullElse(enabled, true);
        interval = Objects.requireNonNullElse(interval, "15s");
        collectors = Absent.asEmpty(collectors);
        tolerations = tolerations == null ? EVERYTHING : List.copyOf(tolerations);
        hostPID = Objects.requireNonNullElse(hostPID, false);
        extraConfig = Absent.asEmpty(extraConfig);
    }

    private static final List<Toleration> EVERYTHING =
            List.of(new TolerationBuilder().withOperator("Exists").build());

    /** Agents everywhere, every 15 seconds. */
    public static final AgentsSpec USUAL =
            new AgentsSpec(true, "15s", Map.of(), EVERYTHING, null, false, Map.of(), null);
}
