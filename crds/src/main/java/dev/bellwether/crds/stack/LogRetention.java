package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;

/**
 * How long samples stay in the log; what comes first counts.
 *
 * @param hours hours
 * @param bytes size of one of the log's partitions
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LogRetention(
        @Min(1) @Max(8760) @Description("Hours that samples stay in the log.")
        Integer hours,

        @Form(TextForm.QUANTITY) @Description("Size that a partition of the log may have.")
        String bytes) {
    public LogRetention {
        hours = Objects.requireNonNullElse(hours, 24);
        bytes = Objects.requireNonNullElse(bytes, "4Gi");
    }

    /** A day, at most 4 GiB a partition. */
    public static final LogRetention USUAL = new LogRetention(24, "4Gi");
}
