package dev.bellwether.operator.desired;

import java.util.LinkedHashMap;
import java.util.Map;

/** The labels of every object that the operator makes. */
public final class Labels {
    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String PART_OF = "app.kubernetes.io/part-of";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The value of {@link #MANAGED_BY}, and the field manager of what is applied. */
    public static final String OPERATOR = "bellwether-operator";

    /** Selects everything that the operator has made. */
    public static final String SELECTOR = MANAGED_BY + "=" + OPERATOR;

    /** On a pod template: a hash of the configuration and the secrets that its pods read at their start. */
    public static final String CONFIG_HASH = "bellwether.dev/config-hash";

    /** On every object: a hash of the manifest that was applied. */
    public static final String APPLIED_HASH = "bellwether.dev/applied-hash";

    /** On a namespace: the stack for which the operator has made it. */
    public static final String MADE_FOR = "bellwether.dev/made-for";

    private Labels() {}

    /** The labels of an object of the whole stack. */
    public static Map<String, String> of(StackNames names) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(INSTANCE, names.stack());
        labels.put(PART_OF, "bellwether");
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }

    /** The labels of an object of one component. */
    public static Map<String, String> of(StackNames names, Component component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, component.label());
        labels.putAll(of(names));
        return labels;
    }

    /** What tells the pods of a component from all others; never changes. */
    public static Map<String, String> selector(StackNames names, Component component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, component.label());
        labels.put(INSTANCE, names.stack());
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }

    /** What tells the pods of a stack from all others. */
    public static Map<String, String> stackSelector(StackNames names) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(INSTANCE, names.stack());
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }
}
