package dev.bellwether.crds.stack;

import dev.bellwether.crds.Api;
import dev.bellwether.crds.schema.Column;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** An installation of Bellwether; belongs to the cluster, not to a namespace. Mutable, as Fabric8's resources are. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("monitoringstacks")
@Singular("monitoringstack")
@ShortNames("mstack")
@Categories(Api.CATEGORY)
@Description(
        "An installation of Bellwether: agents on every node, ingest, Kafka, TimescaleDB, alert engine and query service.")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$')",
        message =
                "the name of a stack begins those of its Services; at most 30 lower-case letters, digits and '-' are allowed, "
                        + "with a letter first")
@Column(
        name = "Ready",
        path = ".status.conditions[?(@.type==\"Ready\")].status",
        description = "Whether everything runs.")
@Column(
        name = "Reason",
        path = ".status.conditions[?(@.type==\"Ready\")].reason",
        description = "Why everything runs or not.")
@Column(name = "Components", path = ".status.ready", description = "How many components are ready.")
@Column(name = "Firing", path = ".status.alerts.firing", type = "integer", description = "How many alerts fire.")
@Column(name = "Preset", path = ".spec.preset", wide = true, description = "The size.")
@Column(name = "Namespace", path = ".spec.namespace", wide = true, description = "Where its pods live.")
@Column(
        name = "Rules",
        path = ".status.rules.selected",
        type = "integer",
        wide = true,
        description = "How many rules count.")
@Column(name = "Version", path = ".status.version", wide = true, description = "The version that runs.")
@Column(
        name = "Message",
        path = ".status.conditions[?(@.type==\"Ready\")].message",
        wide = true,
        description = "What to do where something does not run.")
@Column(name = "Age", path = ".metadata.creationTimestamp", type = "date", description = "How old the object is.")
public class MonitoringStack extends CustomResource<MonitoringStackSpec, MonitoringStackStatus> {
    private static final long serialVersionUID = 1L;

    @Override
    protected MonitoringStackSpec initSpec() {
        return MonitoringStackSpec.usual();
    }
}
