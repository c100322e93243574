package dev.bellwether.alerting.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.record.StateRecords;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Acknowledgement;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.AlertRule.NoData;
import dev.bellwether.model.alert.AlertState;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.RuleSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories against a model that reads each history anew from its beginning. */
class TransitionsModelTest {
    private static final List<Labels> ALERTS =
            List.of(Labels.of("instance", "a"), Labels.of("instance", "b"), Labels.of("instance", "c"));

    /** What is seen of an alert at one time. */
    private enum Seen {
        HOLDS,
        NOT,
        SILENT,
        RESOLVED_BY_HAND
    }

    private record Observation(long at, Seen seen) {}

    @ParameterizedTest
    @EnumSource(NoData.class)
    void everyHistoryIsToldAsTheModelTellsIt(NoData noData) {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            AlertRule rule = rule(noData, random.nextInt(4) * 10, random.nextInt(3) * 10);
            Map<Labels, List<Observation>> histories = new HashMap<>();
            Map<Labels, List<String>> told = new HashMap<>();
            RuleState state = RuleState.NEW;
            long now = 1_000_000;
            for (int step = 0; step < 60; step++) {
                now += gap(random);
                Map<Labels, Seen> seen = new HashMap<>();
                ALERTS.forEach(labels -> seen.put(labels, Seen.values()[random.nextInt(3)]));
                Transitions.Outcome outcome = Transitions.next(rule, state, evaluation(rule, now, seen));
                state = outcome.state();
                note(told, outcome);
                long at = now;
                seen.forEach((labels, one) -> histories
                        .computeIfAbsent(labels, any -> new ArrayList<>())
                        .add(new Observation(at, one)));
                if (random.nextInt(8) == 0) {
                    state = byHand(rule, state, random, histories, told);
                }
                if (random.nextInt(5) == 0) {
                    state = StateRecords.read(StateRecords.write(state));
                }
                if (random.nextInt(6) == 0) {
                    RuleState before = state;
                    Transitions.Outcome late = Transitions.next(rule, state, evaluation(rule, now - 1, seen));
                    assertThat(late.state()).isEqualTo(before);
                    assertThat(late.changes()).isEmpty();
                }
            }
            for (Labels labels : ALERTS) {
                assertThat(told.getOrDefault(labels, List.of()))
                        .as(noData + " seed " + seed + " " + labels)
                        .isEqualTo(model(rule, histories.getOrDefault(labels, List.of())));
            }
        }
    }

    private static long gap(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 60_000;
            case 2 -> 1;
            default -> 5_000;
        };
    }

    private static RuleState byHand(
            AlertRule rule,
            RuleState state,
            Random random,
            Map<Labels, List<Observation>> histories,
            Map<Labels, List<String>> told) {
        Labels labels = ALERTS.get(random.nextInt(ALERTS.size()));
        Alert alert = state.alerts().get(labels);
        long activeAt = alert == null ? 7 : alert.activeAtMillis() - (random.nextInt(3) == 0 ? 1 : 0);
        Transitions.Outcome outcome = Transitions.resolve(
                rule,
                state,
                new Acknowledgement(rule.uid(), labels, activeAt, Acknowledgement.Kind.RESOLVE, "anna", "", activeAt));
        note(told, outcome);
        if (!outcome.changes().isEmpty()) {
            histories
                    .computeIfAbsent(labels, any -> new ArrayList<>())
                    .add(new Observation(state.evaluatedThroughMillis(), Seen.RESOLVED_BY_HAND));
        }
        return outcome.state();
    }

    private static Evaluation evaluation(AlertRule rule, long now, Map<Labels, Seen> seen) {
        Map<Labels, Double> values = new HashMap<>();
        Set<Labels> silent = new HashSet<>();
        seen.forEach((labels, one) -> {
            if (one == Seen.HOLDS) {
                values.put(labels, 1.0);
            } else if (one == Seen.SILENT && rule.noData() == NoData.Alert) {
                silent.add(labels);
            }
        });
        return new Evaluation(
                now,
                values,
                labels -> seen.get(labels) == Seen.SILENT ? Trace.SILENT : Trace.PRESENT,
                silent,
                DataState.COMPLETE);
    }

    private static void note(Map<Labels, List<String>> told, Transitions.Outcome outcome) {
        for (Alert alert : outcome.announced()) {
            long at = alert.state() == AlertState.FIRING ? alert.firedAtMillis() : alert.endedAtMillis();
            told.computeIfAbsent(alert.labels(), any -> new ArrayList<>()).add(alert.state() + "@" + at);
        }
    }

    /** One alert's story, told with three numbers: since when it holds, whether it fires, since when it has ceased. */
    private static List<String> model(AlertRule rule, List<Observation> history) {
        List<String> told = new ArrayList<>();
        long hold = rule.holdFor().toMillis();
        long keep = rule.keepFiringFor().toMillis();
        Long since = null;
        Long ceased = null;
        boolean firing = false;
        for (Observation observation : history) {
            long at = observation.at();
            boolean frozen = observation.seen() == Seen.SILENT && rule.noData() != NoData.Resolve && ceased == null;
            if (observation.seen() == Seen.RESOLVED_BY_HAND) {
                told.add("RESOLVED@" + at);
                since = Math.max(at - hold, firstNumber(since) + 1);
                firing = false;
                ceased = null;
            } else if (observation.seen() == Seen.HOLDS) {
                since = since == null ? Long.valueOf(at) : since;
                ceased = null;
                if (!firing && at - since >= hold) {
                    firing = true;
                    told.add("FIRING@" + at);
                }
            } else if (observation.seen() == Seen.SILENT && rule.noData() == NoData.Alert) {
                since = since == null ? Long.valueOf(at) : since;
                if (!firing) {
                    firing = true;
                    told.add("FIRING@" + at);
                }
            } else if (!frozen && firing) {
                ceased = ceased == null ? Long.valueOf(at) : ceased;
                if (at - ceased >= keep) {
                    told.add("RESOLVED@" + ceased);
                    firing = false;
                    ceased = null;
                    since = null;
                }
            } else if (!frozen) {
                since = null;
            }
        }
        return told;
    }

    private static long firstNumber(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static AlertRule rule(NoData noData, int holdForSeconds, int keepFiringForSeconds) {
        return new AlertRule(
                "default/test",
                "test",
                "up == 0",
                RuleSchedule.alone("default/test"),
                Duration.ofSeconds(holdForSeconds),
                Duration.ofSeconds(keepFiringForSeconds),
                noData,
                AlertRule.Mode.Active,
                Labels.EMPTY,
                Map.of());
    }
}
