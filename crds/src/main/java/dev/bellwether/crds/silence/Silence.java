package dev.bellwether.crds.silence;

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

/** Alerts that nobody wants to hear of for a time. Mutable, and with a null status until the operator has written one. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("silences")
@Singular("silence")
@ShortNames("sil")
@Categories(Api.CATEGORY)
@Description("Alerts that nobody wants to hear of for a time.")
@Column(
        name = "Ready",
        path = ".status.conditions[?(@.type==\"Ready\")].status",
        description = "Whether the silence is known to the alert engine.")
@Column(
        name = "Reason",
        path = ".status.conditions[?(@.type==\"Ready\")].reason",
        description = "Why the silence is in force or not.")
@Column(name = "State", path = ".status.state", description = "Pending, Active or Expired.")
@Column(name = "Ends", path = ".spec.endsAt", description = "Until when it is in force.")
@Column(name = "Starts", path = ".spec.startsAt", wide = true, description = "From when on it is in force.")
@Column(name = "Matchers", path = ".spec.matchers", wide = true, description = "Which alerts are meant.")
@Column(name = "Comment", path = ".spec.comment", wide = true, description = "Why they are silenced.")
@Column(name = "Stack", path = ".status.stack", wide = true, description = "Whose alerts are silenced.")
@Column(name = "Age", path = ".metadata.creationTimestamp", type = "date", description = "How old the object is.")
public class Silence extends CustomResource<SilenceSpec, SilenceStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
