package dev.bellwether.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series, sorted by name, each name once, no value empty.
 *
 * <p>As in Prometheus an empty value means that the label is absent, so building drops it. Names and values are any
 * UTF-8 text; the metric's name is the label {@value #METRIC_NAME}. Immutable and safe for use by many threads.
 */
public final class Labels implements Comparable<Labels> {
    /** The label that holds the metric's name. */
    public static final String METRIC_NAME = "__name__";

    /** No label at all. */
    public static final Labels EMPTY = new Labels(new String[0]);

    /** Name, value, name, value …, sorted by name. */
    private final String[] pairs;

    private int hash;

    private Labels(String[] sortedPairs) {
        this.pairs = sortedPairs;
    }

    /**
     * Labels from alternating names and values.
     *
     * @throws IllegalArgumentException where a name stands twice, is empty, or the count is odd
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("labels need a value for each name, got " + namesAndValues.length
                    + " texts: " + Arrays.toString(namesAndValues));
        }
        if (isCanonical(namesAndValues)) {
            return namesAndValues.length == 0 ? EMPTY : new Labels(namesAndValues.clone());
        }
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (builder.get(namesAndValues[i]) != null) {
                throw new IllegalArgumentException("label \"" + namesAndValues[i] + "\" stands twice");
            }
            builder.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** Whether pairs are sorted by name, each name once, nothing empty: as they come from senders. */
    private static boolean isCanonical(String[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].isEmpty() || pairs[i + 1].isEmpty() || (i > 0 && pairs[i - 2].compareTo(pairs[i]) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /** Labels from a map of names to values. */
    public static Labels of(Map<String, String> values) {
        Builder builder = new Builder();
        values.forEach(builder::set);
        return builder.build();
    }

    /** A new, empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these labels. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        forEach(builder::set);
        return builder;
    }

    /** How many labels there are. */
    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The name of the label at an index from 0 to {@code size() - 1}, in the order of names. */
    public String name(int index) {
        return pairs[2 * index];
    }

    /** The value of the label at an index from 0 to {@code size() - 1}, in the order of names. */
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /** The value of a label, or null where it is absent. */
    public @Nullable String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : pairs[2 * index + 1];
    }

    /** The value of a label, or the empty text where it is absent: what a matcher compares with. */
    public String getOrEmpty(String name) {
        String value = get(name);
        return value == null ? "" : value;
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    /** The metric's name, or the empty text. */
    public String metricName() {
        return getOrEmpty(METRIC_NAME);
    }

    /** These labels without the given one. */
    public Labels without(String name) {
        int index = indexOf(name);
        if (index < 0) {
            return this;
        }
        String[] rest = new String[pairs.length - 2];
        System.arraycopy(pairs, 0, rest, 0, 2 * index);
        System.arraycopy(pairs, 2 * index + 2, rest, 2 * index, rest.length - 2 * index);
        return new Labels(rest);
    }

    /** These labels without the given ones. */
    public Labels without(Collection<String> names) {
        List<String> rest = new ArrayList<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            if (!names.contains(pairs[i])) {
                rest.add(pairs[i]);
                rest.add(pairs[i + 1]);
            }
        }
        return rest.size() == pairs.length ? this : new Labels(rest.toArray(String[]::new));
    }

    /** Only the given labels, where they are present. */
    public Labels only(Collection<String> names) {
        List<String> kept = new ArrayList<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i])) {
                kept.add(pairs[i]);
                kept.add(pairs[i + 1]);
            }
        }
        return kept.size() == pairs.length ? this : new Labels(kept.toArray(String[]::new));
    }

    /** These labels with one set; an empty value removes it. */
    public Labels with(String name, String value) {
        return toBuilder().set(name, value).build();
    }

    /** Visits every label in the order of names. */
    public void forEach(BiConsumer<String, String> visitor) {
        for (int i = 0; i < pairs.length; i += 2) {
            visitor.accept(pairs[i], pairs[i + 1]);
        }
    }

    /** The labels as an unmodifiable map in the order of names. */
    public Map<String, String> toMap() {
        Map<String, String> map = LinkedHashMap.newLinkedHashMap(size());
        forEach(map::put);
        return Collections.unmodifiableMap(map);
    }

    private int indexOf(String name) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = pairs[2 * middle].compareTo(name);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Orders by the first differing name or value, as Prometheus does; shorter labels first. */
    @Override
    public int compareTo(Labels other) {
        int shared = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < shared; i++) {
            int order = pairs[i].compareTo(other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Labels other && Arrays.equals(pairs, other.pairs);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(pairs);
            hash = known;
        }
        return known;
    }

    /** The labels as PromQL writes them: {@code up{job="node"}}. */
    @Override
    public String toString() {
        String metricName = metricName();
        boolean plainName = LabelText.isLegacyMetricName(metricName);
        StringBuilder text = new StringBuilder();
        if (plainName) {
            text.append(metricName);
            if (size() == 1) {
                return text.toString();
            }
        }
        text.append('{');
        String separator = "";
        if (!plainName && !metricName.isEmpty()) {
            text.append(LabelText.quote(metricName));
            separator = ", ";
        }
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(METRIC_NAME)) {
                continue;
            }
            text.append(separator)
                    .append(LabelText.isLegacyLabelName(pairs[i]) ? pairs[i] : LabelText.quote(pairs[i]))
                    .append('=')
                    .append(LabelText.quote(pairs[i + 1]));
            separator = ", ";
        }
        return text.append('}').toString();
    }

    /** Collects labels; not safe for use by many threads. */
    public static final class Builder {
        private final TreeMap<String, String> values = new TreeMap<>();

        private Builder() {}

        /**
         * Sets a label; an empty value removes it.
         *
         * @throws IllegalArgumentException where the name is empty
         */
        public Builder set(String name, String value) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a label's name is empty (its value is \"" + value + "\")");
            }
            if (value.isEmpty()) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
            return this;
        }

        /** Removes a label, present or not. */
        public Builder remove(String name) {
            values.remove(name);
            return this;
        }

        /** The value set so far, or null. */
        public @Nullable String get(String name) {
            return values.get(name);
        }

        /** The labels collected so far. */
        public Labels build() {
            if (values.isEmpty()) {
                return EMPTY;
            }
            String[] pairs = new String[2 * values.size()];
            int next = 0;
            for (Map.Entry<String, String> entry : values.entrySet()) {
                pairs[next++] = entry.getKey();
                pairs[next++] = entry.getValue();
            }
            return new Labels(pairs);
        }
    }
}
