package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Kafka as the operator runs it.
 *
 * @param brokers 1 or 3, null for the preset's number
 * @param storage size of each volume, null for the preset's
 * @param storageClassName the StorageClass, null for the cluster's default
 * @param resources requests and limits, null for the preset's
 * @param retention how long samples stay in the log
 * @param podTemplate laid over the pods, null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManagedKafka(
        @Min(1)
        @Max(3)
        @ValidationRule(value = "self == 1 || self == 3", message = "1 or 3 brokers are possible")
        @Description(
                "How many brokers there are, 1 or 3; the preset's number where it is missing. With 3 every record has three copies.")
        @Nullable
        Integer brokers,

        @Form(TextForm.QUANTITY)
        @Description(
                "Size of each volume, for instance 50Gi; the preset's where it is missing. It can grow later where the StorageClass allows it.")
        @Nullable
        String storage,

        @Form(TextForm.OBJECT_NAME)
        @Description("The StorageClass of the volumes; the cluster's default where it is missing.")
        @Nullable
        String storageClassName,

        @Description("Requests and limits of the brokers; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Description("How long samples stay in the log.") LogRetention retention,

        @Description("Laid over the pods of the brokers as a strategic merge patch; what it says wins.") @Nullable
        PodTemplate podTemplate) {
    public ManagedKafka {
        retention = Objects.requireNonNullElse(retention, LogRetention.USUAL);
    }

    /** As the preset has it. */
    public static final ManagedKafka USUAL = new ManagedKafka(null, null, null, null, LogRetention.USUAL, null);
}
