package dev.bellwether.alerting.backtest;

import dev.bellwether.alerting.backtest.BacktestResult.AlertHistory;
import dev.bellwether.alerting.backtest.BacktestResult.Transition;
import dev.bellwether.alerting.replay.AlertReplay;
import dev.bellwether.alerting.replay.UnusableResultException;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what happens during a backtest. Not safe for use by many threads. */
final class BacktestRecord {
    private static final int MAX_TRANSITIONS = 10_000;
    private static final int MAX_ALERTS = 100_000;

    private final AlertReplay replay;
    private final Map<Labels, History> histories = new LinkedHashMap<>();
    private final List<Transition> transitions = new ArrayList<>();
    private long evaluations;
    private long failures;
    private @Nullable String firstFailure;
    private long firings;
    private long omitted;
    private int firing;
    private int mostFiring;

    BacktestRecord(AlertReplay replay) {
        this.replay = replay;
    }

    private static final class History {
        private int firings;
        private long totalMillis;
        private long longestMillis;
        private long firedAtMillis = -1;

        void ended(long atMillis) {
            long length = atMillis - firedAtMillis;
            totalMillis += length;
            longestMillis = Math.max(longestMillis, length);
            firedAtMillis = -1;
        }
    }

    long evaluations() {
        return evaluations;
    }

    long firings() {
        return firings;
    }

    void evaluated() {
        evaluations++;
    }

    void failed(long atMillis, String reason) {
        failures++;
        if (firstFailure == null) {
            firstFailure = "at " + Instant.ofEpochMilli(atMillis) + ": " + reason;
        }
    }

    void announced(List<Alert> alerts, long atMillis) {
        for (Alert alert : alerts) {
            boolean fires = alert.state() == AlertState.FIRING;
            History history = histories.get(alert.labels());
            if (history == null) {
                if (histories.size() >= MAX_ALERTS) {
                    throw new UnusableResultException("the rule gives more than " + MAX_ALERTS + " alerts");
                }
                history = new History();
                histories.put(alert.labels(), history);
            }
            if (fires) {
                firings++;
                firing++;
                history.firings++;
                history.firedAtMillis = atMillis;
            } else {
                firing--;
                history.ended(atMillis);
            }
            if (transitions.size() < MAX_TRANSITIONS) {
                transitions.add(new Transition(
                        atMillis, alert.labels(), alert.state(), alert.value(), replay.annotations(alert.labels())));
            } else {
                omitted++;
            }
        }
        mostFiring = Math.max(mostFiring, firing);
    }

    BacktestResult result(long endMillis) {
        List<AlertHistory> alerts = new ArrayList<>();
        histories.forEach((labels, history) -> {
            boolean still = history.firedAtMillis >= 0;
            if (still) {
                history.ended(endMillis);
            }
            alerts.add(new AlertHistory(
                    labels,
                    history.firings,
                    Duration.ofMillis(history.totalMillis),
                    Duration.ofMillis(history.longestMillis),
                    still));
        });
        alerts.sort(Comparator.comparing(AlertHistory::firing).reversed().thenComparing(AlertHistory::labels));
        return new BacktestResult(
                evaluations, failures, firstFailure, alerts, firings, mostFiring, transitions, omitted);
    }
}
