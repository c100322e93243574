package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images in place of those that the operator came with.
 *
 * @param agent image of the agents, null for the operator's choice
 * @param ingest image of gateway and writer, null for the operator's choice
 * @param alertEngine image of the alert engine, null for the operator's choice
 * @param query image of the query service, null for the operator's choice
 * @param kafka image of the managed Kafka, null for the operator's choice
 * @param database image of the managed database, null for the operator's choice
 * @param pullPolicy when images are pulled
 * @param pullSecrets Secrets for the registry
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ImagesSpec(
        @Form(TextForm.IMAGE)
        @Description("Image of the agents; the operator's own choice where it is missing.")
        @Nullable
        String agent,

        @Form(TextForm.IMAGE)
        @Description("Image of gateway and writer; the operator's own choice where it is missing.")
        @Nullable
        String ingest,

        @Form(TextForm.IMAGE)
        @Description("Image of the alert engine; the operator's own choice where it is missing.")
        @Nullable
        String alertEngine,

        @Form(TextForm.IMAGE)
        @Description("Image of the query service; the operator's own choice where it is missing.")
        @Nullable
        String query,

        @Form(TextForm.IMAGE)
        @Description("Image of the managed Kafka; the operator's own choice where it is missing.")
        @Nullable
        String kafka,

        @Form(TextForm.IMAGE)
        @Description("Image of the managed database; the operator's own choice where it is missing.")
        @Nullable
        String database,

        @Description("When images are pulled.") PullPolicy pullPolicy,

        @Size(max = 16) @Description("Secrets with the registry's credentials, in the namespaces of the stack.")
        List<@Form(TextForm.OBJECT_NAME) String> pullSecrets) {
    public ImagesSpec {
        pullPolicy = Objects.requireNonNullElse(pullPolicy, PullPolicy.IfNotPresent);
        pullSecrets = Absent.asEmpty(pullSecrets);
    }

    /** The operator's own. */
    public static final ImagesSpec USUAL =
            new ImagesSpec(null, null, null, null, null, null, PullPolicy.IfNotPresent, List.of());

    /** When an image is pulled. */
    public enum PullPolicy {
        Always,
        IfNotPresent,
        Never
    }
}
