package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.ListKeys;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link MonitoringStack} asks for. What is not said and has no fixed default follows the preset.
 *
 * @param preset the size from which all that is not said follows
 * @param namespace where its pods live; its agents live in this name with {@code -agents} at the end
 * @param agents the agents
 * @param ingest gateway and writer
 * @param kafka the log
 * @param database the database
 * @param alertEngine the alert engine
 * @param query the query service
 * @param retention how long what is kept
 * @param ruleSelector which AlertRules and PrometheusRules count; all where it is empty
 * @param ruleNamespaceSelector which namespaces' AlertRules and PrometheusRules count; all where it is empty
 * @param notifierSelector which Notifiers count; all where it is empty
 * @param notifierNamespaceSelector which namespaces' Notifiers count; all where it is empty
 * @param silenceSelector which Silences count; all where it is empty
 * @param silenceNamespaceSelector which namespaces' Silences count; all where it is empty
 * @param tenancy what namespaces have to do with each other
 * @param ruleOverrides changes of rules, for instance of the shipped ones
 * @param images images in place of the operator's
 * @param networkPolicies whether there are NetworkPolicies
 * @param selfMonitoring whether Bellwether watches itself
 * @param alertObjects alerts as objects
 * @param deletionPolicy what becomes of the data when the stack is deleted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MonitoringStackSpec(
        @Description("The size from which all follows that is not said: replicas, resources, storage, brokers.")
        Preset preset,

        @Form(TextForm.NAMESPACE)
        @ValidationRule(
                value = "self == oldSelf",
                message = "the namespace of a stack cannot be changed; make another stack")
        @Description(
                "The namespace of the stack's pods; agents live in one with -agents at the end of its name. It cannot be changed.")
        String namespace,

        @Description("The agents: one on every node.") AgentsSpec agents,

        @Description("Gateway and writer: from agents into the log and the database.")
        IngestSpec ingest,

        @Description("The log: exactly one of managed, strimzi and external.")
        KafkaSpec kafka,

        @Description("The database: exactly one of managed, cloudNativePG and external.")
        DatabaseSpec database,

        @Description("The alert engine.") AlertEngineSpec alertEngine,

        @Description("The query service with its Prometheus-compatible API.")
        QuerySpec query,

        @Description("How long what is kept in the database.")
        RetentionSpec retention,

        @Description("Which AlertRules and PrometheusRules count, by their labels; all of them where it is empty.")
        LabelSelector ruleSelector,

        @Description(
                "AlertRules and PrometheusRules of which namespaces count, by the labels of the namespace; all of them where it is empty.")
        LabelSelector ruleNamespaceSelector,

        @Description("Which Notifiers count, by their labels; all of them where it is empty.")
        LabelSelector notifierSelector,

        @Description(
                "Notifiers of which namespaces count, by the labels of the namespace; all of them where it is empty.")
        LabelSelector notifierNamespaceSelector,

        @Description("Which Silences count, by their labels; all of them where it is empty.")
        LabelSelector silenceSelector,

        @Description(
                "Silences of which namespaces count, by the labels of the namespace; all of them where it is empty.")
        LabelSelector silenceNamespaceSelector,

        @Description("What namespaces have to do with each other.")
        TenancySpec tenancy,

        @ListKeys("rule")
        @Size(max = 256)
        @Description("Changes of rules that somebody else has written, for instance of the shipped ones.")
        List<RuleOverride> ruleOverrides,

        @Description("Images in place of those that the operator came with.")
        ImagesSpec images,

        @Description("Whether NetworkPolicies keep everything out that has no business with a component.")
        Boolean networkPolicies,

        @Description("Whether Bellwether watches itself: the agents scrape its components, and its own rules count.")
        Boolean selfMonitoring,

        @Description("Alerts as objects of Kubernetes.") AlertObjectsSpec alertObjects,

        @Description(
                "Retain: volumes, namespaces and the Secrets of database and certificates stay when the stack is deleted. Delete: they go with it.")
        DeletionPolicy deletionPolicy) {
    public MonitoringStackSpec {
        preset = Objects.requireNonNullElse(preset, Preset.SMALL);
        namespace = Objects.requireNonNullElse(namespace, "bellwether");
        agents = Objects.requireNonNullElse(agents, AgentsSpec.USUAL);
        ingest = Objects.requireNonNullElse(ingest, IngestSpec.USUAL);
        kafka = Objects.requireNonNullElse(kafka, KafkaSpec.USUAL);
        database = Objects.requireNonNullElse(database, DatabaseSpec.USUAL);
        alertEngine = Objects.requireNonNullElse(alertEngine, AlertEngineSpec.USUAL);
        query = Objects.requireNonNullElse(query, QuerySpec.USUAL);
        retention = Objects.requireNonNullElse(retention, RetentionSpec.USUAL);
        ruleSelector = Objects.requireNonNullElse(ruleSelector, new LabelSelector());
        ruleNamespaceSelector = Objects.requireNonNullElse(ruleNamespaceSelector, new LabelSelector());
        notifierSelector = Objects.requireNonNullElse(notifierSelector, new LabelSelector());
        notifierNamespaceSelector = Objects.requireNonNullElse(notifierNamespaceSelector, new LabelSelector());
        silenceSelector = Objects.requireNonNullElse(silenceSelector, new LabelSelector());
        silenceNamespaceSelector = Objects.requireNonNullElse(silenceNamespaceSelector, new LabelSelector());
        tenancy = Objects.requireNonNullElse(tenancy, TenancySpec.OFF);
        ruleOverrides = Absent.asEmpty(ruleOverrides);
        images = Objects.requireNonNullElse(images, ImagesSpec.USUAL);
        networkPolicies = Objects.requireNonNullElse(networkPolicies, true);
        selfMonitoring = Objects.requireNonNullElse(selfMonitoring, true);
        alertObjects = Objects.requireNonNullElse(alertObjects, AlertObjectsSpec.USUAL);
        deletionPolicy = Objects.requireNonNullElse(deletionPolicy, DeletionPolicy.Retain);
    }

    /** All defaults. */
    public static MonitoringStackSpec usual() {
        return new MonitoringStackSpec(
                Preset.SMALL,
                "bellwether",
                AgentsSpec.USUAL,
                IngestSpec.USUAL,
                KafkaSpec.USUAL,
                DatabaseSpec.USUAL,
                AlertEngineSpec.USUAL,
                QuerySpec.USUAL,
                RetentionSpec.USUAL,
                new LabelSelector(),
                new LabelSelector(),
                new LabelSelector(),
                new LabelSelector(),
                new LabelSelector(),
                new LabelSelector(),
                TenancySpec.OFF,
                List.of(),
                ImagesSpec.USUAL,
                true,
                true,
                AlertObjectsSpec.USUAL,
                DeletionPolicy.Retain);
    }

    /** Sizes. */
    public enum Preset {
        /** For trying it out: one of everything. */
        @JsonProperty("small")
        SMALL,
        /** For some dozens of nodes. */
        @JsonProperty("medium")
        MEDIUM,
        /** For hundreds of nodes. */
        @JsonProperty("large")
        LARGE
    }

    /** What becomes of data. */
    public enum DeletionPolicy {
        Retain,
        Delete
    }
}
