package dev.bellwether.crds.notifier;

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

/** Which alerts go where. Mutable, and with a null status until the operator has written one. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Plural("notifiers")
@Singular("notifier")
@ShortNames("ntf")
@Categories(Api.CATEGORY)
@Description("Which alerts go where: matchers, grouping, times, and one receiver.")
@Column(
        name = "Ready",
        path = ".status.conditions[?(@.type==\"Ready\")].status",
        description = "Whether the notifier is known to the alert engine.")
@Column(
        name = "Reason",
        path = ".status.conditions[?(@.type==\"Ready\")].reason",
        description = "Why the notifier is in force or not.")
@Column(name = "Receiver", path = ".status.receiver", description = "The kind of receiver.")
@Column(
        name = "Delivered",
        path = ".status.lastDelivery.time",
        type = "date",
        description = "When a message was delivered the last time.")
@Column(
        name = "Failed",
        path = ".status.lastFailure.time",
        type = "date",
        wide = true,
        description = "When a message failed the last time.")
@Column(name = "Failure", path = ".status.lastFailure.message", wide = true, description = "Why it failed.")
@Column(name = "Stack", path = ".status.stack", wide = true, description = "Whose alerts are sent.")
@Column(name = "Age", path = ".metadata.creationTimestamp", type = "date", description = "How old the object is.")
public class Notifier extends CustomResource<NotifierSpec, NotifierStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
