package dev.bellwether.crds.silence;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.ListKeys;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Silence} does; written by the operator.
 *
 * @param observedGeneration which generation of the object this is about
 * @param conditions {@code Ready} and others
 * @param state Pending, Active or Expired
 * @param warnings what people should know
 * @param stack the MonitoringStack whose alerts are silenced
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SilenceStatus(
        @Description("The generation of the object that this status is about.") @Nullable
        Long observedGeneration,

        @ListKeys("type") @Description("Ready: whether the alert engine knows the silence, and why not.")
        List<Condition> conditions,

        @Description("Pending, Active or Expired.") @Nullable
        String state,

        @Description("What people should know, for instance that no alert is matched.")
        List<String> warnings,

        @Description("The MonitoringStack whose alerts are silenced.") @Nullable
        String stack) {
    public SilenceStatus {
        conditions = Absent.asEmpty(conditions);
        warnings = Absent.asEmpty(warnings);
    }
}
