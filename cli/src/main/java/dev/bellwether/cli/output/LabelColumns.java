package dev.bellwether.cli.output;

import dev.bellwether.model.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Labels of many series as columns: the metric's name first, the others in the order of their names. Stateless. */
public final class LabelColumns {
    private LabelColumns() {}

    /** The names of all labels that some series has. */
    public static List<String> names(Collection<Labels> all) {
        TreeSet<String> names = new TreeSet<>();
        all.forEach(labels -> labels.forEach((name, value) -> names.add(name)));
        List<String> ordered = new ArrayList<>(names.size());
        if (names.remove(Labels.METRIC_NAME)) {
            ordered.add(Labels.METRIC_NAME);
        }
        ordered.addAll(names);
        return ordered;
    }

    /** The values of these labels, empty where a label is missing. */
    public static List<String> values(Labels labels, List<String> names) {
        return names.stream().map(labels::getOrEmpty).toList();
    }

    /** The heading of a label's column. */
    public static String heading(String name) {
        return name.equals(Labels.METRIC_NAME) ? "METRIC" : name;
    }
}
