package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.rule.AlertRuleStatus.InForce;
import dev.bellwether.crds.rule.AlertRuleStatus.PreviewResult;
import dev.bellwether.crds.rule.AlertRuleStatus.TestResults;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bridge knows of one AlertRule or PrometheusRule. Touched by the bridge's thread alone. */
final class RuleEntry {
    /** The object as it was last seen. */
    WatchedObject object;

    /** What it says; null until it was read under the current settings. */
    @Nullable
    RuleReading reading;

    /** The uids that stand in the log because of it. */
    final Set<String> uids = new LinkedHashSet<>();

    /** The generation in the log of each of its rules that was put. */
    final Map<String, Long> put = new HashMap<>();

    /** Which generation of the object was put. */
    long putGeneration;

    /** When that generation was seen first, by {@link System#nanoTime}. */
    long seenNanos;

    /** Why a put was refused or failed; empty where it was not. */
    String refusal = "";

    /** The reason that goes with {@link #refusal}. */
    String refusalReason = "";

    /** What the engine says; of an AlertRule alone. */
    @Nullable
    RuleStatus engine;

    @Nullable
    InForce inForce;

    @Nullable
    TestResults tests;

    @Nullable
    PreviewResult preview;

    int alertsWithoutObject;

    /** The generation whose tests were run, or are. */
    long tested;

    /** What was asked of the past, or is: the expression and how far back. */
    String previewed = "";

    RuleEntry(WatchedObject object, @Nullable AlertRuleStatus status) {
        this.object = object;
        this.seenNanos = object.seenNanos();
        if (status != null) {
            this.inForce = status.inForce();
            this.tests = status.tests();
            this.preview = status.preview();
        }
    }
}
