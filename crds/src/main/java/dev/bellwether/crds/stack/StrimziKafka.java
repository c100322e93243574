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
 * Kafka as the Strimzi operator runs it; the operator makes its objects.
 *
 * @param brokers 1 or 3, null for the preset's number
 * @param storage size of each volume, null for the preset's
 * @param storageClassName the StorageClass, null for the cluster's default
 * @param version Kafka's version, null for Strimzi's own
 * @param resources requests and limits, null for the preset's
 * @param retention how long samples stay in the log
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StrimziKafka(
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

        @Form(TextForm.LINE) @Description("Kafka's version; Strimzi's own where it is missing.") @Nullable
        String version,

        @Description("Requests and limits of the brokers; the preset's where they are missing.") @Nullable
        ResourceRequirements resources,

        @Description("How long samples stay in the log.") LogRetention retention) {
    public StrimziKafka {
        retention = Objects.requireNonNullElse(retention, LogRetention.USUAL);
    }
}
