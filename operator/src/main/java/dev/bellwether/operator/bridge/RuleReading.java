package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.ManifestReader;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.manifest.RuleTests;
import dev.bellwether.alerting.tenancy.NamespaceScope;
import dev.bellwether.crds.rule.AlertRuleStatus.Failure;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SyntaxError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an AlertRule or PrometheusRule says, under the settings of a stack. Immutable, and made without looking at anything else.
 *
 * @param verdict what becomes of it
 * @param why why it is not taken, not valid or disabled; empty where it is taken
 * @param rules the rules to be in force
 * @param invalid the rules that cannot come into force; what stands of them stays
 * @param keeps whether nothing of it that stands may go, because what is wrong with it may hide rules
 * @param failure the first error, null where there is none
 * @param warnings what people should know
 * @param tests the unit tests that stand in it
 */
record RuleReading(
        Verdict verdict,
        String why,
        List<Rule> rules,
        List<InvalidRule> invalid,
        boolean keeps,
        @Nullable Failure failure,
        List<String> warnings,
        List<RuleTests> tests) {
    /** What becomes of an object. */
    enum Verdict {
        TAKEN,
        INVALID,
        IGNORED,
        DISABLED
    }

    RuleReading {
        rules = List.copyOf(rules);
        invalid = List.copyOf(invalid);
        warnings = List.copyOf(warnings);
        tests = List.copyOf(tests);
    }

    /** The same where nothing of the object counts. */
    private static RuleReading none(Verdict verdict, String why) {
        return new RuleReading(verdict, why, List.of(), List.of(), false, null, List.of(), List.of());
    }

    /**
     * Reads an object.
     *
     * @param namespaceLabels the labels of its namespace, null where that is not known
     */
    static RuleReading of(
            WatchedObject object, BridgeSettings settings, @Nullable Map<String, String> namespaceLabels) {
        Optional<String> refusal = settings.rules().refusal(object.labels(), namespaceLabels);
        if (refusal.isPresent()) {
            return none(Verdict.IGNORED, refusal.get());
        }
        Manifests read = ManifestReader.read(object.key().name(), object.manifest());
        List<Rule> rules = new ArrayList<>();
        List<InvalidRule> invalid = new ArrayList<>(read.invalid());
        List<String> warnings = new ArrayList<>();
        Failure failure = failure(read);
        int disabled = 0;
        for (Rule rule : read.rules()) {
            RuleOverride override = override(rule, settings.overrides());
            if (override != null && override.disabled()) {
                disabled++;
                continue;
            }
            try {
                Rule taken = settled(rule, override, settings, object.key().namespace());
                rules.add(taken);
                warn(taken, warnings);
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                failure = failure == null ? new Failure(message, null, null) : failure;
                invalid.add(invalid(rule, object, message));
            }
        }
        long attributed =
                read.invalid().stream().mapToLong(one -> one.errors().size()).sum();
        boolean keeps = attributed < read.errors().size();
        if (failure != null) {
            return new RuleReading(
                    Verdict.INVALID, failure.message(), rules, invalid, keeps, failure, warnings, read.tests());
        }
        if (rules.isEmpty() && disabled > 0) {
            return none(Verdict.DISABLED, "a ruleOverride of the MonitoringStack " + settings.stack() + " disables it");
        }
        return new RuleReading(Verdict.TAKEN, "", rules, invalid, keeps, null, warnings, read.tests());
    }

    private static @Nullable RuleOverride override(Rule rule, List<RuleOverride> overrides) {
        return overrides.stream()
                .filter(override -> override.concerns(rule))
                .findFirst()
                .orElse(null);
    }

    private static Rule settled(Rule rule, @Nullable RuleOverride override, BridgeSettings settings, String namespace) {
        Rule overridden = override == null ? rule : override.applied(rule);
        return settings.namespacesEnforced() ? new NamespaceScope(namespace).of(overridden) : overridden;
    }

    private static InvalidRule invalid(Rule rule, WatchedObject object, String message) {
        return new InvalidRule(
                rule.uid(),
                rule.name(),
                rule.schedule().group(),
                rule.expression(),
                List.of(new ManifestError(object.key().name(), 1, 1, message)));
    }

    /** Adds what people should know of a rule that can be in force. */
    static void warn(Rule rule, List<String> warnings) {
        if (rule instanceof AlertRule alert) {
            Duration interval = alert.schedule().interval();
            if (!alert.holdFor().isZero() && alert.holdFor().compareTo(interval) < 0) {
                warnings.add(alert.name() + ": for is " + PromqlDuration.print(alert.holdFor())
                        + ", shorter than the interval of " + PromqlDuration.print(interval)
                        + "; the alert fires at the second evaluation at the earliest");
            }
        }
    }

    /** The first error; its place is the one in the expression, for the object has no lines of its own. */
    private static @Nullable Failure failure(Manifests read) {
        if (read.errors().isEmpty()) {
            return null;
        }
        String message = read.errors().getFirst().message();
        for (InvalidRule rule : read.invalid()) {
            try {
                Object unused = PromqlParser.parse(rule.expression(), ParserOptions.ALL);
            } catch (PromqlSyntaxException e) {
                SyntaxError error = e.errors().getFirst();
                if (message.endsWith(error.toString())) {
                    return new Failure(message, error.line(), error.column());
                }
            }
        }
        return new Failure(message, null, null);
    }
}
