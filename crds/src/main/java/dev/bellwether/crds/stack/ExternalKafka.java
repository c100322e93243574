package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.SecretKey;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka that somebody else runs.
 *
 * @param bootstrapServers its brokers, host:port with commas between
 * @param propertiesSecret further client settings, null for none
 * @param brokers 1, or 3 for three copies of each record
 * @param retention how long samples stay in the log
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExternalKafka(
        @Required
        @Form(TextForm.BOOTSTRAP_SERVERS)
        @Description("Its brokers, for instance kafka-0.kafka:9092,kafka-1.kafka:9092.")
        String bootstrapServers,

        @Description(
                "Further settings of Kafka's clients (security.protocol, sasl.jaas.config …) as a properties file, in a Secret of the stack's namespace.")
        @Nullable
        SecretKey propertiesSecret,

        @Min(1)
        @Max(3)
        @ValidationRule(value = "self == 1 || self == 3", message = "1 or 3 brokers are possible")
        @Description("How many brokers there are: 1, or 3 (which means 3 or more) for three copies of every record.")
        Integer brokers,

        @Description("How long samples stay in the log.") LogRetention retention) {
    public ExternalKafka {
        bootstrapServers = Absent.asEmpty(bootstrapServers);
        brokers = Objects.requireNonNullElse(brokers, 3);
        retention = Objects.requireNonNullElse(retention, LogRetention.USUAL);
    }
}
