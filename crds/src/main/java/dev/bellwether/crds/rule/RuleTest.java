package dev.bellwether.crds.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bellwether.crds.Absent;
import dev.bellwether.crds.schema.Description;
import dev.bellwether.crds.schema.Form;
import dev.bellwether.crds.schema.TextForm;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unit test of a rule, as promtool has them.
 *
 * @param name shown where it fails
 * @param interval distance of the samples, null for a minute
 * @param evaluationInterval how often the rule is evaluated, null for its own interval, else that of the samples
 * @param inputSeries the samples
 * @param alerts what fires when
 * @param externalLabels labels of the surroundings, for templates
 * @param externalUrl address of the surroundings, for templates; null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleTest(
        @Form(TextForm.LINE) @Description("What is tested; shown where it fails.") @Nullable
        String name,

        @Form(TextForm.POSITIVE_DURATION) @Description("Distance of the samples; 1m where it is missing.") @Nullable
        String interval,

        @Form(TextForm.POSITIVE_DURATION)
        @Description(
                "How often the rule is evaluated; its own interval where it is missing, else the samples' distance.")
        @Nullable
        String evaluationInterval,

        @Size(max = 256) @Description("The series that the rule finds.")
        List<InputSeries> inputSeries,

        @Required @Size(min = 1, max = 256) @Description("What fires at which times.")
        List<Expectation> alerts,

        @Size(max = 64) @Description("Labels of the surroundings, for templates.")
        Map<String, @Form(TextForm.TEXT) String> externalLabels,

        @Form(TextForm.LINE) @Description("Address of the surroundings, for templates.") @Nullable
        String externalUrl) {
    public RuleTest {
        inputSeries = Absent.asEmpty(inputSeries);
        alerts = Absent.asEmpty(alerts);
        externalLabels = Absent.asEmpty(externalLabels);
    }

    /**
     * A series.
     *
     * @param series name and labels
     * @param values promtool's notation of values
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record InputSeries(
            @Required
            @Size(min = 1)
            @Form(TextForm.TEXT)
            @Description("Name and labels, for instance load{host=\"a\"}.")
            String series,

            @Required
            @Size(min = 1)
            @Form(TextForm.TEXT)
            @Description("The values in promtool's notation, for instance 0+10x5 or 1 2 _ stale.")
            String values) {
        public InputSeries {
            series = Absent.asEmpty(series);
            values = Absent.asEmpty(values);
        }
    }

    /**
     * What fires at a time.
     *
     * @param at the time, from the first sample on
     * @param firing the alerts that fire then, none where it is empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Expectation(
            @Required @Form(TextForm.DURATION) @Description("The time, from the first sample on.")
            String at,

            @Size(max = 256) @Description("The alerts that fire then; none where it is empty.")
            List<ExpectedAlert> firing) {
        public Expectation {
            at = Absent.asEmpty(at);
            firing = Absent.asEmpty(firing);
        }
    }

    /**
     * An alert that fires.
     *
     * @param labels its labels without {@code alertname}
     * @param annotations its texts, null where they are not compared
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ExpectedAlert(
            @Size(max = 64) @Description("Its labels, without alertname.")
            Map<String, @Form(TextForm.TEXT) String> labels,

            @Size(max = 64) @Description("Its annotations; not compared where they are missing.") @Nullable
            Map<String, @Form(TextForm.TEXT) String> annotations) {
        public ExpectedAlert {
            labels = Absent.asEmpty(labels);
            annotations = annotations == null ? null : Absent.asEmpty(annotations);
        }
    }
}
