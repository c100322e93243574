package dev.bellwether.crds.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.ListKeys;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Notifier} does; written by the operator.
 *
 * @param observedGeneration which generation of the object this is about
 * @param conditions {@code Ready} and others
 * @param receiver the kind of receiver, for instance {@code slack}
 * @param lastDelivery the newest message that was taken, null before the first
 * @param lastFailure the newest message that was not, null where there is none
 * @param warnings what people should know
 * @param stack the MonitoringStack whose alerts are sent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NotifierStatus(
        @Description("The generation of the object that this status is about.") @Nullable
        Long observedGeneration,

        @ListKeys("type") @Description("Ready: whether the alert engine knows the notifier, and why not.")
        List<Condition> conditions,

        @Description("The kind of receiver, for instance slack.") @Nullable
        String receiver,

        @Description("The newest message that the receiver has taken.") @Nullable
        Delivery lastDelivery,

        @Description("The newest message that the receiver has not taken.") @Nullable
        Delivery lastFailure,

        @Description("What people should know.") List<String> warnings,

        @Description("The MonitoringStack whose alerts are sent.") @Nullable
        String stack) {
    public NotifierStatus {
        conditions = Absent.asEmpty(conditions);
        warnings = Absent.asEmpty(warnings);
    }

    /**
     * What became of a message.
     *
     * @param time when, RFC 3339
     * @param message what happened, without any secret
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Delivery(
            @Description("When.") String time,
            @Description("What happened.") @Nullable String message) {
        public Delivery {
            time = Absent.asEmpty(time);
        }
    }
}
