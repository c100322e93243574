package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.SecretKey;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.Required;

/**
 * Where a secret of a receiver is. Files and environment variables, as manifests outside of Kubernetes have them, are not
 * offered: they would be the alert engine's, and so everybody's who may write a Notifier.
 *
 * @param secretKeyRef a key of a Secret in the Notifier's namespace
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretReference(
        @Required @Description("A key of a Secret in the namespace of the Notifier.")
        SecretKey secretKeyRef) {}
