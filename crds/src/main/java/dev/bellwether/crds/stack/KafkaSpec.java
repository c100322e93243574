package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The log: exactly one of the three.
 *
 * @param managed run by the operator, null for another one
 * @param strimzi run by Strimzi, null for another one
 * @param external run by somebody else, null for another one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "[has(self.managed), has(self.strimzi), has(self.external)].filter(named, named).size() == 1",
        message = "exactly one of managed, strimzi and external is needed below kafka")
public record KafkaSpec(
        @Description("Run by the operator: Apache Kafka in KRaft mode.") @Nullable
        ManagedKafka managed,

        @Description("Run by the Strimzi operator, which must be installed.") @Nullable
        StrimziKafka strimzi,

        @Description("Run by somebody else.") @Nullable ExternalKafka external) {
    /** Run by the operator, as the preset has it. */
    public static final KafkaSpec USUAL = new KafkaSpec(ManagedKafka.USUAL, null, null);
}
