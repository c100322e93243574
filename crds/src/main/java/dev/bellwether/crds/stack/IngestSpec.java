package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import java.util.Objects;

/**
 * From senders to the log and into the database.
 *
 * @param gateway the gateway
 * @param writer the writer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IngestSpec(
        @Description("The gateway, which takes samples.") GatewaySpec gateway,

        @Description("The writer, which brings samples into the database.")
        WriterSpec writer) {
    public IngestSpec {
        gateway = Objects.requireNonNullElse(gateway, GatewaySpec.USUAL);
        writer = Objects.requireNonNullElse(writer, WriterSpec.USUAL);
    }

    /** As the preset has it. */
    public static final IngestSpec USUAL = new IngestSpec(GatewaySpec.USUAL, WriterSpec.USUAL);
}
