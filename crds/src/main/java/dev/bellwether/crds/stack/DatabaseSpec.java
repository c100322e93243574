package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The database: exactly one of the three.
 *
 * @param managed run by the operator, null for another one
 * @param cloudNativePG run by CloudNativePG, null for another one
 * @param external run by somebody else, null for another one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "[has(self.managed), has(self.cloudNativePG), has(self.external)].filter(named, named).size() == 1",
        message = "exactly one of managed, cloudNativePG and external is needed below database")
public record DatabaseSpec(
        @Description(
                "Run by the operator: one pod, without backups. For backups and standby servers use cloudNativePG.")
        @Nullable
        ManagedDatabase managed,

        @Description("Run by the CloudNativePG operator, which must be installed.") @Nullable
        CloudNativePgDatabase cloudNativePG,

        @Description("Run by somebody else.") @Nullable ExternalDatabase external) {
    /** Run by the operator, as the preset has it. */
    public static final DatabaseSpec USUAL = new DatabaseSpec(ManagedDatabase.USUAL, null, null);
}
