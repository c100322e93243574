package dev.bellwether.alerting.tenancy;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.alert.Escalation;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.RecordingRule;
import dev.bellwether.model.alert.Routing;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.model.alert.Silence;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what people of one namespace write to the series and the alerts of that namespace: by the condition {@code
 * namespace="<it>"} in every selector, in what templates read, in matchers of notifiers and silences, and by the label {@code
 * namespace} on every alert and recorded series. Whoever asks for another namespace finds nothing.
 *
 * @param namespace the namespace
 */
public record NamespaceScope(String namespace) {
    /** The label that says to which namespace a series or an alert belongs. */
    public static final String LABEL = "namespace";

    public NamespaceScope {
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("namespace is blank");
        }
    }

    /** The condition. */
    public Matcher condition() {
        return new Matcher(LABEL, Matcher.Operator.EQUAL, namespace);
    }

    /**
     * The rule, kept to the namespace.
     *
     * @throws IllegalArgumentException where that cannot be done, with the reason
     */
    public Rule of(Rule rule) {
        return switch (rule) {
            case AlertRule it ->
                new AlertRule(
                        it.uid(),
                        it.name(),
                        expression(it),
                        it.schedule(),
                        it.holdFor(),
                        it.keepFiringFor(),
                        it.noData(),
                        it.mode(),
                        labels(it),
                        it.annotations(),
                        with(it.scope()));
            case RecordingRule it -> new RecordingRule(it.uid(), it.name(), expression(it), labels(it), it.schedule());
        };
    }

    /**
     * The notifier, told of alerts of the namespace alone.
     *
     * @throws IllegalArgumentException where it escalates to a notifier of another namespace
     */
    public Notifier of(Notifier notifier) {
        Routing routing = notifier.routing();
        for (Escalation escalation : routing.escalations()) {
            if (!escalation.notifierUid().startsWith(namespace + "/")) {
                throw new IllegalArgumentException("escalations name the notifier " + escalation.notifierUid()
                        + "; only those of the namespace " + namespace + " are allowed");
            }
        }
        return new Notifier(
                notifier.uid(),
                notifier.name(),
                new Routing(
                        with(routing.matchers()),
                        routing.minimumSeverity(),
                        routing.groupBy(),
                        routing.groupWait(),
                        routing.groupInterval(),
                        routing.repeatInterval(),
                        routing.sendResolved(),
                        routing.activeTimes(),
                        routing.muteTimes(),
                        routing.escalations()),
                notifier.receiver(),
                notifier.limits());
    }

    /** The silence, for alerts of the namespace alone. */
    public Silence of(Silence silence) {
        return new Silence(
                silence.uid(),
                with(silence.matchers()),
                silence.startsAtMillis(),
                silence.endsAtMillis(),
                silence.createdBy(),
                silence.comment(),
                silence.updatedAtMillis());
    }

    private String expression(Rule rule) {
        return ScopedExpression.print(PromqlParser.parse(rule.expression(), ParserOptions.ALL), List.of(condition()));
    }

    private Labels labels(Rule rule) {
        Map<String, String> labels = new TreeMap<>(rule.labels().toMap());
        labels.put(LABEL, namespace);
        return Labels.of(labels);
    }

    private List<Matcher> with(List<Matcher> matchers) {
        List<Matcher> all = new ArrayList<>(matchers);
        if (!all.contains(condition())) {
            all.add(condition());
        }
        return all;
    }
}
