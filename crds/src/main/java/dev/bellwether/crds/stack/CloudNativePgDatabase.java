package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.Free;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database that the CloudNativePG operator runs; the operator makes its Cluster.
 *
 * @param instances how many servers
 * @param image an image of PostgreSQL with TimescaleDB for CloudNativePG
 * @param storage size of each volume, null for the preset's
 * @param storageClassName the StorageClass, null for the cluster's default
 * @param resources requests and limits, null for the preset's
 * @param backup backup of the Cluster, as CloudNativePG has it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudNativePgDatabase(
        @Min(1) @Max(9) @Description("How many servers there are; one writes, the others follow.")
        Integer instances,

        @Required
        @Form(TextForm.LINE)
        @Description("An image of PostgreSQL with TimescaleDB that CloudNativePG can run.")
        String image,

        @Form(TextForm.QUANTITY)
        @Description(
                "Size of each volume, for instance 50Gi; the preset's where it is missing. It can grow later where the StorageClass allows it.")
        @Nullable
        String storage,

        @Form(TextForm.OBJECT_NAME)
        @Description("The StorageClass of the volumes; the cluster's default where it is missing.")
        @Nullable
        String storageClassName,

        @Description("Requests and limits of the database; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Free @Description("Backups: handed to the Cluster as its spec.backup.")
        Map<String, Object> backup) {
    public CloudNativePgDatabase {
        instances = Objects.requireNonNullElse(instances, 1);
        image = Absent.asEmpty(image);
        backup = Absent.asEmpty(backup);
    }
}
