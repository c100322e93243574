package dev.bellwether.crds.rule;

import dev.bellwether.crds.Api;
import dev.bellwether.crds.schema.Column;
import dev.bellwether.crds.schema.Description;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A rule that makes alerts. Like every Fabric8 resource it is mutable and has null for a status that nobody has written. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("alertrules")
@Singular("alertrule")
@ShortNames("arule")
@Categories(Api.CATEGORY)
@Description("A rule that makes alerts: a PromQL expression, how long it must hold, and what people are told.")
@Column(
        name = "Ready",
        path = ".status.conditions[?(@.type==\"Ready\")].status",
        description = "Whether the rule is in force.")
@Column(
        name = "Reason",
        path = ".status.conditions[?(@.type==\"Ready\")].reason",
        description = "Why the rule is in force or not.")
@Column(name = "State", path = ".status.state", description = "The worst state of the rule's alerts.")
@Column(name = "Firing", path = ".status.firing", type = "integer", description = "How many alerts fire.")
@Column(
        name = "Pending",
        path = ".status.pending",
        type = "integer",
        wide = true,
        description = "How many alerts wait.")
@Column(name = "Severity", path = ".spec.severity", wide = true, description = "How bad the rule's alerts are.")
@Column(name = "For", path = ".spec.for", wide = true, description = "How long the expression must hold.")
@Column(name = "Data", path = ".status.data", wide = true, description = "What is known of the data.")
@Column(
        name = "Evaluated",
        path = ".status.lastEvaluation",
        type = "date",
        wide = true,
        description = "Event time of the newest evaluation.")
@Column(name = "Stack", path = ".status.stack", wide = true, description = "Who evaluates the rule.")
@Column(name = "Age", path = ".metadata.creationTimestamp", type = "date", description = "How old the object is.")
public class AlertRule extends CustomResource<AlertRuleSpec, AlertRuleStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
