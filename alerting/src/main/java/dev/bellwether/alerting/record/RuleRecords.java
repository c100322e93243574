package dev.bellwether.alerting.record;

import dev.bellwether.alerting.routing.MatcherText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic {@code rules}: what to evaluate, under the rule's uid. Stateless. */
public final class RuleRecords {
    private static final String ALERT = "alert";
    private static final String RECORD = "record";

    private RuleRecords() {}

    private record ScheduleForm(
            String group, int position, long intervalMillis, long offsetMillis, long latenessMillis, int limit) {
        static ScheduleForm of(RuleSchedule schedule) {
            return new ScheduleForm(
                    schedule.group(),
                    schedule.position(),
                    schedule.interval().toMillis(),
                    schedule.offset().toMillis(),
                    schedule.lateness().toMillis(),
                    schedule.limit());
        }

        RuleSchedule toSchedule() {
            return new RuleSchedule(
                    group,
                    position,
                    Duration.ofMillis(intervalMillis),
                    Duration.ofMillis(offsetMillis),
                    Duration.ofMillis(latenessMillis),
                    limit);
        }
    }

    private record Form(
            String kind,
            String uid,
            String name,
            String expr,
            @Nullable Map<String, String> labels,
            @Nullable ScheduleForm schedule,
            long forMillis,
            long keepFiringForMillis,
            @Nullable NoData noData,
            @Nullable Mode mode,
            @Nullable Map<String, String> annotations,
            long generation,
            String origin,
            @Nullable List<String> scope) {
        Rule toRule() {
            RuleSchedule when = schedule == null ? RuleSchedule.alone(uid) : schedule.toSchedule();
            return switch (kind) {
                case ALERT ->
                    new AlertRule(
                            uid,
                            name,
                            expr,
                            when,
                            Duration.ofMillis(forMillis),
                            Duration.ofMillis(keepFiringForMillis),
                            noData == null ? NoData.KeepState : noData,
                            mode == null ? Mode.Active : mode,
                            Labels.of(Json.map(labels)),
                            Json.map(annotations),
                            Json.list(scope).stream().map(MatcherText::parse).toList());
                case RECORD -> new RecordingRule(uid, name, expr, Labels.of(Json.map(labels)), when);
                default ->
                    throw new IllegalArgumentException(
                            "kind is \"" + kind + "\", allowed are " + ALERT + " and " + RECORD);
            };
        }
    }

    /** A rule as bytes. */
    public static byte[] write(PublishedRule published) {
        Rule rule = published.rule();
        AlertRule alert = rule instanceof AlertRule alerting ? alerting : null;
        return Json.write(new Form(
                alert == null ? RECORD : ALERT,
                rule.uid(),
                rule.name(),
                rule.expression(),
                rule.labels().toMap(),
                ScheduleForm.of(rule.schedule()),
                alert == null ? 0 : alert.holdFor().toMillis(),
                alert == null ? 0 : alert.keepFiringFor().toMillis(),
                alert == null ? null : alert.noData(),
                alert == null ? null : alert.mode(),
                alert == null ? null : alert.annotations(),
                published.generation(),
                published.origin(),
                alert == null || alert.scope().isEmpty()
                        ? null
                        : alert.scope().stream().map(Matcher::toString).toList()));
    }

    /**
     * The rule that bytes stand for.
     *
     * @throws InvalidRecordException where they stand for none
     */
    public static PublishedRule read(byte[] json) {
        return Json.read(
                json, Form.class, "a rule", form -> new PublishedRule(form.toRule(), form.generation, form.origin));
    }
}
