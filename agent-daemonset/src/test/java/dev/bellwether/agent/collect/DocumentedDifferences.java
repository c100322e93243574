package dev.bellwether.agent.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The tables of docs/node-exporter-differences.md, by heading. */
final class DocumentedDifferences {
    private static final Path PAGE = Path.of("docs", "node-exporter-differences.md");

    private final Map<String, List<List<String>>> rows = new LinkedHashMap<>();

    static DocumentedDifferences read() throws IOException {
        Path page = Files.exists(PAGE) ? PAGE : Path.of("..").resolve(PAGE);
        DocumentedDifferences differences = new DocumentedDifferences();
        List<List<String>> table = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("## ")) {
                table = new ArrayList<>();
                differences.rows.put(line.substring(3), table);
            } else if (line.startsWith("| `")) {
                table.add(List.of(line.substring(2).replace("`", "").split(" *\\| *")));
            }
        }
        return differences;
    }

    boolean missesName(String name) {
        return table("Names that only node_exporter shows").stream().anyMatch(row -> matches(row.getFirst(), name));
    }

    /** Rows are a pattern of the name, and a label with the pattern of its value. */
    boolean missesSeries(Exposition.Series series) {
        return anyMatches("Series that only node_exporter shows", series);
    }

    boolean differsInValue(Exposition.Series series) {
        return table("Values that differ").stream().anyMatch(row -> matches(row.getFirst(), series.name()));
    }

    private boolean anyMatches(String heading, Exposition.Series series) {
        return table(heading).stream()
                .anyMatch(row -> matches(row.get(0), series.name())
                        && matches(row.get(2), series.labels().getOrDefault(row.get(1), "")));
    }

    Map<Exposition.Series, Double> withoutExtraLabels(Exposition exposition) {
        Map<Exposition.Series, Double> values = new LinkedHashMap<>();
        exposition.values().forEach((series, value) -> {
            Exposition.Series reduced = series;
            for (List<String> row : table("Labels that node_exporter 1.5 does not have")) {
                if (matches(row.get(0), series.name())) {
                    reduced = reduced.without(row.get(1));
                }
            }
            values.put(reduced, value);
        });
        return values;
    }

    private List<List<String>> table(String heading) {
        return rows.getOrDefault(heading, List.of());
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.matches(
                List.of(pattern.split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .reduce((left, right) -> left + ".*" + right)
                        .orElse(""),
                text);
    }
}
