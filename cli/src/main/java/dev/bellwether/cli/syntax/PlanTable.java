package dev.bellwether.cli.syntax;

import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan, which is a tree of steps, as an indented table. */
final class PlanTable {
    private final TextTable table = new TextTable(List.of(
            Column.left("STEP"),
            Column.left("AT"),
            Column.right("SERIES"),
            Column.right("SAMPLES"),
            Column.right("TIME"),
            Column.right("OWN")));

    private PlanTable() {}

    /** The table of a plan: objects with node, detail, position, series, samples, seconds (in all, own) and children. */
    static TextTable of(Object plan) {
        PlanTable plans = new PlanTable();
        plans.add(JsonTree.object(plan), "", "");
        return plans.table;
    }

    private void add(Map<String, ?> step, String branch, String indent) {
        String detail = JsonTree.text(step.get("detail"));
        table.add(List.of(
                branch + JsonTree.text(step.get("node")) + (detail.isEmpty() ? "" : " " + detail),
                position(step.get("position")),
                JsonTree.text(step.get("series")),
                JsonTree.text(step.get("samples")),
                time(step.get("totalSeconds")),
                time(step.get("selfSeconds"))));
        List<?> children = JsonTree.list(step.get("children"));
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            add(JsonTree.object(children.get(i)), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    /** A position is a text, a number, or an object with a start and an end. */
    private static String position(@Nullable Object position) {
        if (position instanceof Map<?, ?>) {
            Map<String, ?> range = JsonTree.object(position);
            return JsonTree.text(range.get("start")) + "–" + JsonTree.text(range.get("end"));
        }
        return position instanceof List<?> list
                ? String.join("–", list.stream().map(JsonTree::text).toList())
                : JsonTree.text(position);
    }

    private static String time(@Nullable Object seconds) {
        if (!(seconds instanceof Number number)) {
            return "";
        }
        double value = number.doubleValue();
        return value < 0.001
                ? String.format(Locale.ROOT, "%.0f µs", value * 1e6)
                : value < 1
                        ? String.format(Locale.ROOT, "%.1f ms", value * 1e3)
                        : String.format(Locale.ROOT, "%.2f s", value);
    }
}
