package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatus.State;
import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.rules.RuleShape;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.Mode;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.DataState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule in force and where it stands. Used by the engine's thread alone. */
final class ActiveRule {
    final PublishedRule published;
    final CompiledRule compiled;
    final int partition;
    /** Whether one arriving sample of an alerting rule can be judged by itself. */
    boolean incremental;
    /** The comparison of an incremental rule that is nothing but one, else null. */
    RuleShape.@Nullable Threshold comparison;

    final Set<Agent> agents = new HashSet<>();
    Map<Labels, Alert> alerts = new LinkedHashMap<>();
    /** Series of {@code ALERTS} that stand, and must be ended when their alerts do. */
    Set<Labels> writtenSeries = Set.of();

    /** Event time up to which it has been evaluated. */
    long throughMillis;
    /** Event time of the newest evaluation of the whole expression. */
    long wholeMillis;

    long persistedMillis;
    /** Newest event time seen of a series that it needs. */
    long eventTimeMillis;

    long evaluatedAtMillis;
    boolean owned;
    boolean filled;
    boolean dirty;
    boolean readsStorage;
    DataState data = DataState.COMPLETE;
    String error = "";
    String note = "";
    double evaluationSeconds;
    long corrections;
    long tooLate;
    EngineMetrics.@Nullable GroupCounts counts;

    @Nullable
    RuleStatus toldStatus;

    long toldAtMillis;

    ActiveRule(PublishedRule published, CompiledRule compiled, int partition, boolean incremental) {
        this.published = published;
        this.compiled = compiled;
        this.partition = partition;
        this.incremental = incremental;
        this.comparison = incremental && compiled.shape() instanceof RuleShape.Threshold threshold ? threshold : null;
    }

    String uid() {
        return published.rule().uid();
    }

    boolean alerting() {
        return published.rule() instanceof AlertRule;
    }

    AlertRule alertRule() {
        return (AlertRule) published.rule();
    }

    boolean paused() {
        return published.rule() instanceof AlertRule rule && rule.mode() == Mode.Paused;
    }

    long latenessMillis() {
        return published.rule().schedule().lateness().toMillis();
    }

    /** Whether it is evaluated as samples come, rather than after they have. */
    boolean live() {
        return owned && filled && !readsStorage && latenessMillis() == 0 && !paused();
    }

    /** How far back its windows must reach. */
    long keepMillis() {
        return compiled.window().toMillis() + latenessMillis() + EngineConfig.MARGIN.toMillis();
    }

    /** A series has a label that the rule sets: two of them may become one alert, and only the whole result tells. */
    void judgeWhole() {
        incremental = false;
        comparison = null;
    }

    void take(RuleState state) {
        alerts = new LinkedHashMap<>(state.alerts());
        throughMillis = state.evaluatedThroughMillis();
        wholeMillis = throughMillis;
        persistedMillis = throughMillis;
    }

    /** Goes on where an earlier generation of the same rule stands. */
    void takeFrom(ActiveRule earlier) {
        alerts = earlier.alerts;
        writtenSeries = earlier.writtenSeries;
        throughMillis = earlier.throughMillis;
        wholeMillis = earlier.wholeMillis;
        persistedMillis = earlier.persistedMillis;
        corrections = earlier.corrections;
        tooLate = earlier.tooLate;
        owned = earlier.owned;
    }

    RuleState state() {
        return new RuleState(throughMillis, alerts);
    }

    RuleStatus status(String owner) {
        int firing = 0;
        for (Alert alert : alerts.values()) {
            firing += alert.state() == AlertState.FIRING ? 1 : 0;
        }
        Place place = Place.of(error);
        return new RuleStatus(
                uid(),
                published.generation(),
                owned ? owner : "",
                standing(firing),
                alerts.size() - firing,
                firing,
                data,
                error,
                place.line,
                place.column,
                note,
                throughMillis,
                evaluationSeconds,
                corrections,
                tooLate);
    }

    private State standing(int firing) {
        if (paused()) {
            return State.Paused;
        }
        if (!filled) {
            return State.Unknown;
        }
        if (!error.isEmpty()) {
            return State.Error;
        }
        if (!alerting()) {
            return State.Recording;
        }
        return firing > 0 ? State.Firing : alerts.isEmpty() ? State.Inactive : State.Pending;
    }

    RuleView view(String owner) {
        return new RuleView(published, status(owner), List.copyOf(alerts.values()));
    }

    /** Where an error stands that begins with {@code line:column:}. */
    private record Place(int line, int column) {
        static final Place NONE = new Place(0, 0);

        static Place of(String error) {
            java.util.regex.Matcher found =
                    java.util.regex.Pattern.compile("^(\\d{1,6}):(\\d{1,6}):").matcher(error);
            return error.isEmpty() || !found.find()
                    ? NONE
                    : new Place(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
        }
    }
}
