package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.ListKeys;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MonitoringStack} does; written by the operator.
 *
 * @param observedGeneration which generation of the object this is about
 * @param conditions Ready, Progressing, Degraded, and one for each component
 * @param version the version that runs
 * @param components the components by name
 * @param ready how many components are ready, as ready/all
 * @param endpoints where its services are
 * @param rules which rules count
 * @param notifiers which Notifiers count
 * @param silences which Silences count
 * @param alerts how many alerts there are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MonitoringStackStatus(
        @Description("The generation of the object that this status is about.") @Nullable
        Long observedGeneration,

        @ListKeys("type") @Description("Ready, Progressing, Degraded, and one for each component.")
        List<Condition> conditions,

        @Description("The version of Bellwether that runs.") @Nullable
        String version,

        @ListKeys("name") @Description("The components: how many pods there should be and how many are ready.")
        List<ComponentStatus> components,

        @Description("How many components are ready, for instance 6/7.") @Nullable
        String ready,

        @Description("Where its services are, inside the cluster.") @Nullable
        Endpoints endpoints,

        @Description("Which AlertRules and PrometheusRules count.") @Nullable
        Selection rules,

        @Description("Which Notifiers count.") @Nullable Selection notifiers,
        @Description("Which Silences count.") @Nullable Selection silences,
        @Description("How many alerts there are.") @Nullable AlertCounts alerts) {
    public MonitoringStackStatus {
        conditions = Absent.asEmpty(conditions);
        components = Absent.asEmpty(components);
    }

    /**
     * How a component does.
     *
     * @param name the component
     * @param replicas how many pods there should be
     * @param ready how many are ready
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ComponentStatus(
            @Required @Description("The component: agent, gateway, writer, alert-engine, query, kafka or database.")
            String name,

            @Description("How many pods there should be.") int replicas,
            @Description("How many pods are ready.") int ready) {
        public ComponentStatus {
            name = Absent.asEmpty(name);
        }
    }

    /**
     * Where services are, inside the cluster.
     *
     * @param query the API, as a URL
     * @param gateway remote_write, as a URL
     * @param agents the gateway's door for agents, host and port
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Endpoints(
            @Description("The Prometheus-compatible API.") @Nullable
            String query,

            @Description("The gateway's HTTP address, for remote_write.") @Nullable
            String gateway,

            @Description("The gateway's gRPC address, for agents.") @Nullable
            String agents) {}

    /**
     * Which objects count.
     *
     * @param selected how many count
     * @param ignored how many do not
     * @param reasons why they do not, each with a number
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Selection(
            @Description("How many count.") int selected,
            @Description("How many do not count.") int ignored,

            @Description("Why they do not, each with a number.")
            List<String> reasons) {
        public Selection {
            reasons = Absent.asEmpty(reasons);
        }
    }

    /**
     * How many alerts there are.
     *
     * @param firing how many fire
     * @param pending how many wait
     * @param objects how many are there as objects
     * @param omitted how many are not, because there would be too many
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlertCounts(
            @Description("How many alerts fire.") int firing,

            @Description("How many alerts wait until they have held for long enough.")
            int pending,

            @Description("How many Alert objects there are.")
            int objects,

            @Description("How many alerts have no object because of spec.alertObjects.maximum.")
            int omitted) {}
}
