package dev.bellwether.crds.alert;

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

/** An alert, made and removed by the operator; a user says in its spec that he looks after it. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("alerts")
@Singular("alert")
@ShortNames("malert")
@Categories(Api.CATEGORY)
@Description("An alert. The operator makes it when the alert fires and removes it some time after its end; "
        + "spec.acknowledged is the user's.")
@Column(name = "State", path = ".status.state", description = "Firing or Resolved.")
@Column(name = "Severity", path = ".status.severity", description = "The label severity.")
@Column(name = "Since", path = ".status.since", type = "date", description = "How long ago it began to fire.")
@Column(name = "Value", path = ".status.value", description = "The newest value of the expression.")
@Column(name = "Summary", path = ".status.summary", description = "What people are told.")
@Column(
        name = "Acknowledged",
        path = ".spec.acknowledged",
        type = "boolean",
        wide = true,
        description = "Whether somebody looks after it.")
@Column(name = "By", path = ".spec.acknowledgedBy", wide = true, description = "Who looks after it.")
@Column(name = "Rule", path = ".status.rule.name", wide = true, description = "The rule that made it.")
@Column(name = "Receivers", path = ".status.receivers", wide = true, description = "Who has been told.")
@Column(
        name = "Age",
        path = ".metadata.creationTimestamp",
        type = "date",
        wide = true,
        description = "How old the object is.")
public class Alert extends CustomResource<AlertSpec, AlertStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    protected AlertSpec initSpec() {
        return AlertSpec.UNACKNOWLEDGED;
    }
}
