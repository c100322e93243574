package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/**
 * TimescaleDB as the operator runs it: one pod, without backups.
 *
 * @param storage size of each volume, null for the preset's
 * @param storageClassName the StorageClass, null for the cluster's default
 * @param resources requests and limits, null for the preset's
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManagedDatabase(
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

        @Description("Laid over the pods of the database as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    /** As the preset has it. */
    public static final ManagedDatabase USUAL = new ManagedDatabase(null, null, null, null);
}
