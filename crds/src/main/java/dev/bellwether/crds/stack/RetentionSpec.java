package dev.bellwether.crds.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;

/**
 * How long what is kept in the database; at least an hour each.
 *
 * @param raw raw samples of the class Default
 * @param rawShort raw samples of the class Short
 * @param rawLong raw samples of the class Long
 * @param fiveMinutes rollups of five minutes
 * @param hourly rollups of an hour
 * @param alerts what became of alerts
 * @param overrides which metrics are not of the class Default
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RetentionSpec(
        @Form(TextForm.POSITIVE_DURATION) @Description("How long raw samples of the class Default are kept.")
        String raw,

        @Form(TextForm.POSITIVE_DURATION) @Description("How long raw samples of the class Short are kept.")
        String rawShort,

        @Form(TextForm.POSITIVE_DURATION) @Description("How long raw samples of the class Long are kept.")
        String rawLong,

        @Form(TextForm.POSITIVE_DURATION) @Description("How long rollups of five minutes are kept.")
        String fiveMinutes,

        @Form(TextForm.POSITIVE_DURATION) @Description("How long rollups of an hour are kept.")
        String hourly,

        @Form(TextForm.POSITIVE_DURATION)
        @Description("How long it is kept what became of alerts and of the messages about them.")
        String alerts,

        @Size(max = 128)
        @Description(
                "Which metrics are not of the class Default; the first that matches counts. It holds for metrics that are seen for the first time.")
        List<MetricClass> overrides) {
    public RetentionSpec {
        raw = Objects.requireNonNullElse(raw, "90d");
        rawShort = Objects.requireNonNullElse(rawShort, "30d");
        rawLong = Objects.requireNonNullElse(rawLong, "365d");
        fiveMinutes = Objects.requireNonNullElse(fiveMinutes, "90d");
        hourly = Objects.requireNonNullElse(hourly, "365d");
        alerts = Objects.requireNonNullElse(alerts, "365d");
        overrides = Absent.asEmpty(overrides);
    }

    /** 90 days of samples, 90 and 365 days of rollups, a year of alerts. */
    public static final RetentionSpec USUAL = new RetentionSpec("90d", "30d", "365d", "90d", "365d", "365d", List.of());

    /** Classes of metrics. */
    public enum RetentionClass {
        Short,
        Default,
        Long
    }

    /**
     * The class of some metrics.
     *
     * @param metrics an RE2 expression for the whole name
     * @param retentionClass their class
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record MetricClass(
            @Required
            @Size(min = 1)
            @Form(TextForm.LINE)
            @Description("An RE2 expression for the whole name of a metric, for instance go_.*.")
            String metrics,

            @Required @JsonProperty("class") @Description("The class of the metrics that match.")
            RetentionClass retentionClass) {
        public MetricClass {
            metrics = Absent.asEmpty(metrics);
            retentionClass = Objects.requireNonNullElse(retentionClass, RetentionClass.Default);
        }
    }
}
