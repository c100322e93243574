package dev.bellwether.operator.bridge;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a kind belong to a stack; an empty selector takes everything.
 *
 * @param name how the selector is called in the MonitoringStack, for messages: {@code ruleSelector}
 * @param labels what the object's labels must be, null for anything
 * @param namespaceName how the other one is called: {@code ruleNamespaceSelector}
 * @param namespaces what its namespace's labels must be, null for anything
 */
public record Selection(
        String name,
        @Nullable LabelSelector labels,
        String namespaceName,
        @Nullable LabelSelector namespaces) {
    /** Everything. */
    public static Selection all(String kind) {
        return new Selection(kind + "Selector", null, kind + "NamespaceSelector", null);
    }

    /**
     * Why an object is not taken; empty where it is.
     *
     * @param objectLabels the object's labels
     * @param namespaceLabels its namespace's, null where the namespace is not known
     */
    public Optional<String> refusal(Map<String, String> objectLabels, @Nullable Map<String, String> namespaceLabels) {
        if (!matches(labels, objectLabels)) {
            return Optional.of("not matched by " + name);
        }
        if (isEmpty(namespaces)) {
            return Optional.empty();
        }
        if (namespaceLabels == null) {
            return Optional.of("its namespace is not known");
        }
        return matches(namespaces, namespaceLabels)
                ? Optional.empty()
                : Optional.of("namespace not matched by " + namespaceName);
    }

    private static boolean isEmpty(@Nullable LabelSelector selector) {
        return selector == null
                || isNullOrEmpty(selector.getMatchLabels()) && isNullOrEmpty(selector.getMatchExpressions());
    }

    private static boolean isNullOrEmpty(@Nullable Map<String, String> map) {
        return map == null || map.isEmpty();
    }

    private static boolean isNullOrEmpty(@Nullable List<LabelSelectorRequirement> list) {
        return list == null || list.isEmpty();
    }

    private static boolean matches(@Nullable LabelSelector selector, Map<String, String> found) {
        if (selector == null || isEmpty(selector)) {
            return true;
        }
        Map<String, String> wanted = selector.getMatchLabels();
        if (wanted != null && !found.entrySet().containsAll(wanted.entrySet())) {
            return false;
        }
        List<LabelSelectorRequirement> expressions = selector.getMatchExpressions();
        return expressions == null || expressions.stream().allMatch(one -> matches(one, found));
    }

    private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> found) {
        String value = found.get(requirement.getKey());
        List<String> values = requirement.getValues() == null ? List.of() : requirement.getValues();
        return switch (requirement.getOperator()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
