package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;

/**
 * What a gateway refuses; see docs/limits.md.
 *
 * @param maxRequestBytes bytes of a request as it comes
 * @param maxDecompressedBytes bytes of a request after decompression
 * @param maxSeriesPerAgent series of one agent in ten minutes
 * @param maxLabelsPerSeries labels of a series
 * @param maxLabelNameLength characters of a label's name
 * @param maxLabelValueLength characters of a label's value
 * @param samplesPerSecond samples a second of one sender
 * @param maxInFlightBytes bytes on their way into the log
 * @param maxFuture how far a sample may be ahead of the gateway's clock
 * @param maxAge how old a sample may be
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayLimits(
        @Min(1_024) @Max(1_073_741_824) @Description("Bytes of a request as it comes.")
        Long maxRequestBytes,

        @Min(1_024) @Max(1_073_741_824) @Description("Bytes of a request after decompression.")
        Long maxDecompressedBytes,

        @Min(1) @Max(100_000_000) @Description("Series of one agent in ten minutes.")
        Long maxSeriesPerAgent,

        @Min(1) @Max(1_024) @Description("Labels of a series.")
        Long maxLabelsPerSeries,

        @Min(1) @Max(65_536) @Description("Characters of a label's name.")
        Long maxLabelNameLength,

        @Min(1) @Max(1_048_576) @Description("Characters of a label's value.")
        Long maxLabelValueLength,

        @Min(1) @Max(1_000_000_000) @Description("Samples a second of one sender; ten seconds' worth may come at once.")
        Long samplesPerSecond,

        @Min(1_048_576) @Max(17_179_869_184L) @Description("Bytes on their way into the log.")
        Long maxInFlightBytes,

        @Form(TextForm.POSITIVE_DURATION) @Description("How far a sample's time may be ahead of the gateway's clock.")
        String maxFuture,

        @Form(TextForm.POSITIVE_DURATION) @Description("How old a sample may be.")
        String maxAge) {
    public GatewayLimits {
        maxRequestBytes = Objects.requireNonNullElse(maxRequestBytes, 8_388_608L);
        maxDecompressedBytes = Objects.requireNonNullElse(maxDecompressedBytes, 33_554_432L);
        maxSeriesPerAgent = Objects.requireNonNullElse(maxSeriesPerAgent, 200_000L);
        maxLabelsPerSeries = Objects.requireNonNullElse(maxLabelsPerSeries, 64L);
        maxLabelNameLength = Objects.requireNonNullElse(maxLabelNameLength, 1_024L);
        maxLabelValueLength = Objects.requireNonNullElse(maxLabelValueLength, 4_096L);
        samplesPerSecond = Objects.requireNonNullElse(samplesPerSecond, 500_000L);
        maxInFlightBytes = Objects.requireNonNullElse(maxInFlightBytes, 33_554_432L);
        maxFuture = Objects.requireNonNullElse(maxFuture, "10m");
        maxAge = Objects.requireNonNullElse(maxAge, "30d");
    }

    /** As in docs/limits.md. */
    public static final GatewayLimits USUAL = new GatewayLimits(
            8_388_608L, 33_554_432L, 200_000L, 64L, 1_024L, 4_096L, 500_000L, 33_554_432L, "10m", "30d");
}
