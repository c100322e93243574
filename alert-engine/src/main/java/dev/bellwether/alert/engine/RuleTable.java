package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of all engines that can be evaluated, and everything that finds them. Used by the engine's thread alone. */
final class RuleTable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleTable.class);

    private final EngineConfig config;
    private final RuleEvaluator evaluator;
    private final EngineMetrics metrics;
    private final boolean hasStorage;
    private final Map<String, ActiveRule> rules = new LinkedHashMap<>();
    private final RuleIndex index = new RuleIndex();
    private final Timetable timetable;

    RuleTable(EngineConfig config, RuleEvaluator evaluator, EngineMetrics metrics, boolean hasStorage) {
        this.config = config;
        this.evaluator = evaluator;
        this.metrics = metrics;
        this.hasStorage = hasStorage;
        this.timetable = new Timetable(config.interval());
    }

    RuleIndex index() {
        return index;
    }

    Timetable timetable() {
        return timetable;
    }

    Collection<ActiveRule> all() {
        return rules.values();
    }

    @Nullable
    ActiveRule find(String uid) {
        return rules.get(uid);
    }

    Stream<ActiveRule> owned() {
        return rules.values().stream().filter(rule -> rule.owned);
    }

    List<ActiveRule> ofPartition(int partition) {
        return rules.values().stream()
                .filter(rule -> rule.partition == partition)
                .toList();
    }

    /**
     * Makes a rule ready, or null where it cannot be: then an earlier generation of it stays in force.
     */
    @Nullable
    ActiveRule prepare(PublishedRule published, int partition) {
        try {
            CompiledRule compiled = CompiledRule.compile(published.rule(), config.lookback());
            ActiveRule rule = new ActiveRule(published, compiled, partition, evaluator.tellsElementsApart(compiled));
            if (compiled.window().compareTo(config.maxWindow()) > 0) {
                readStorage(rule, "its window of " + compiled.window() + " is longer than " + config.maxWindow());
            }
            return rule;
        } catch (PromqlSyntaxException e) {
            LOG.atWarn()
                    .addKeyValue("rule", published.rule().uid())
                    .log("generation {} is not in force: {}", published.generation(), e.getMessage());
            return null;
        }
    }

    private void readStorage(ActiveRule rule, String why) {
        rule.readsStorage = hasStorage;
        rule.note = hasStorage ? "reads storage: " + why : why + ", and there is no storage to read";
    }

    /** Lets a rule in force read storage; its windows are nobody's unless other rules need them. */
    void moveToStorage(ActiveRule rule, String why) {
        readStorage(rule, why);
        if (rule.readsStorage) {
            index.remove(rule);
        }
    }

    void put(ActiveRule rule, long nowMillis) {
        remove(rule.uid());
        rules.put(rule.uid(), rule);
        timetable.add(rule, nowMillis);
        metrics.added(rule);
        if (!rule.readsStorage) {
            index.add(rule);
        }
    }

    @Nullable
    ActiveRule remove(String uid) {
        ActiveRule rule = rules.remove(uid);
        if (rule != null) {
            timetable.remove(rule);
            index.remove(rule);
            metrics.removed(rule);
        }
        return rule;
    }
}
