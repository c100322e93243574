package dev.bellwether.agent.scrape.relabel;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.RegularExpression;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One rule of {@code relabel_configs} or {@code metric_relabel_configs}, with Prometheus's checks.
 *
 * @param sourceLabels labels whose values are joined by the separator
 * @param separator what joins them
 * @param targetLabel where a result goes; may contain references to groups with {@code replace}
 * @param regex RE2 expression, anchored
 * @param modulus of {@code hashmod}, unsigned
 * @param replacement with references to groups such as {@code $1}
 * @param action what to do
 */
public record RelabelRule(
        List<String> sourceLabels,
        String separator,
        String targetLabel,
        String regex,
        long modulus,
        String replacement,
        RelabelAction action) {
    public static final String DEFAULT_SEPARATOR = ";";
    public static final String DEFAULT_REGEX = "(.*)";
    public static final String DEFAULT_REPLACEMENT = "$1";

    private static final Pattern NAME_TEMPLATE = Pattern.compile("(?:(?:[a-zA-Z_]|\\$(?:\\{\\w+\\}|\\w+))+\\w*)+");

    /**
     * Checks that the fields fit the action.
     *
     * @throws IllegalArgumentException naming the field, what was found and what is allowed
     */
    public RelabelRule {
        sourceLabels = List.copyOf(sourceLabels);
        RegularExpression.compile(regex);
        if (action.needsTargetLabel() && targetLabel.isEmpty()) {
            throw new IllegalArgumentException("target_label is missing, the action " + action.word() + " needs it");
        }
        if (action == RelabelAction.HASHMOD && modulus == 0) {
            throw new IllegalArgumentException("modulus is 0, the action hashmod needs at least 1");
        }
        boolean template = action == RelabelAction.REPLACE && targetLabel.contains("$");
        if (action.needsTargetLabel()
                && !(template
                        ? NAME_TEMPLATE.matcher(targetLabel).matches()
                        : LabelText.isLegacyLabelName(targetLabel))) {
            throw new IllegalArgumentException("target_label is " + LabelText.quote(targetLabel)
                    + ", allowed are letters, digits and \"_\", not beginning with a digit"
                    + (action == RelabelAction.REPLACE ? ", and references to groups" : ""));
        }
        if (action == RelabelAction.LABELMAP
                && !NAME_TEMPLATE.matcher(replacement).matches()) {
            throw new IllegalArgumentException("replacement is " + LabelText.quote(replacement)
                    + ", the action labelmap needs a label name with references to groups, such as \"$1\"");
        }
        boolean otherReplacement = !replacement.equals(DEFAULT_REPLACEMENT);
        boolean otherRegex = !regex.equals(DEFAULT_REGEX);
        switch (action) {
            case LOWERCASE, UPPERCASE -> requireDefault("replacement", otherReplacement, action);
            case KEEPEQUAL, DROPEQUAL -> {
                requireDefault("regex", otherRegex, action);
                requireDefault("modulus", modulus != 0, action);
                requireDefault("separator", !separator.equals(DEFAULT_SEPARATOR), action);
                requireDefault("replacement", otherReplacement, action);
            }
            case LABELDROP, LABELKEEP -> {
                requireDefault("source_labels", !sourceLabels.isEmpty(), action);
                requireDefault("target_label", !targetLabel.isEmpty(), action);
                requireDefault("modulus", modulus != 0, action);
                requireDefault("separator", !separator.equals(DEFAULT_SEPARATOR), action);
                requireDefault("replacement", otherReplacement, action);
            }
            case REPLACE, KEEP, DROP, HASHMOD, LABELMAP -> {}
        }
    }

    private static void requireDefault(String field, boolean isSet, RelabelAction action) {
        if (isSet) {
            throw new IllegalArgumentException(field + " is set, the action " + action.word() + " allows only "
                    + switch (action) {
                        case LABELDROP, LABELKEEP -> "regex";
                        case KEEPEQUAL, DROPEQUAL -> "source_labels and target_label";
                        default -> "source_labels, separator, regex and target_label";
                    });
        }
    }
}
