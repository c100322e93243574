package dev.bellwether.alerting.unittest;

import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code alert_rule_test}: these alerts of a name, and no others, fire at that time.
 *
 * @param alertName the rules' name
 * @param time since the beginning; the last evaluation that is not after it counts
 * @param alerts those that fire
 */
public record AlertExpectation(String alertName, Duration time, List<ExpectedAlert> alerts) implements Expectation {
    public AlertExpectation {
        alerts = List.copyOf(alerts);
    }

    /**
     * An alert that is expected, or fires.
     *
     * @param labels its labels with the alert's name
     * @param annotations its annotations; null where they do not matter
     */
    public record ExpectedAlert(Labels labels, @Nullable Map<String, String> annotations) {
        boolean isMet(ExpectedAlert found) {
            return labels.equals(found.labels) && (annotations == null || annotations.equals(found.annotations));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("Labels:").append(labels);
            if (annotations != null) {
                text.append(" Annotations:{");
                String separator = "";
                for (Map.Entry<String, String> entry : new TreeMap<>(annotations).entrySet()) {
                    text.append(separator).append(entry.getKey()).append('=').append(LabelText.quote(entry.getValue()));
                    separator = ", ";
                }
                text.append('}');
            }
            return text.toString();
        }
    }

    /** Labels with the alert's name among them. */
    static Labels labels(String alertName, Map<String, String> labels) {
        Labels.Builder builder = Labels.builder();
        labels.forEach(builder::set);
        return builder.set(RuleEvaluator.ALERT_NAME, alertName).build();
    }

    @Override
    public String heading() {
        return "    alertname: " + alertName + ", time: " + PromqlDuration.print(time);
    }

    /** What is different from the alerts of that name that fire, or nothing. */
    Optional<String> difference(List<ExpectedAlert> firing) {
        List<ExpectedAlert> missing = new ArrayList<>(alerts);
        List<ExpectedAlert> others = new ArrayList<>();
        for (ExpectedAlert found : firing) {
            int index = 0;
            while (index < missing.size() && !missing.get(index).isMet(found)) {
                index++;
            }
            if (index < missing.size()) {
                missing.remove(index);
            } else {
                others.add(found);
            }
        }
        if (missing.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                heading() + "," + lines("exp", "  - ", alerts, missing) + lines("got", "  + ", firing, others));
    }

    /** The alerts, those that the other side does not have marked. */
    private static String lines(String side, String mark, List<ExpectedAlert> shown, List<ExpectedAlert> marked) {
        if (shown.isEmpty()) {
            return System.lineSeparator() + "        " + side + ": nil";
        }
        StringBuilder lines = new StringBuilder(System.lineSeparator())
                .append("        ")
                .append(side)
                .append(':');
        shown.stream()
                .sorted(Comparator.comparing(ExpectedAlert::labels))
                .forEach(alert -> lines.append(System.lineSeparator())
                        .append("        ")
                        .append(marked.contains(alert) ? mark : "    ")
                        .append(alert));
        return lines.toString();
    }
}
