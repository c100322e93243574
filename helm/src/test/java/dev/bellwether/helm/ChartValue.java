package dev.bellwether.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the chart as {@code values.yaml} has it.
 *
 * @param path its keys: {@code operator.replicas}
 * @param standard what it is unless somebody says otherwise, as it is written there
 * @param comment what it is for, the lines that begin with {@code # --} above it; empty where there is none
 */
record ChartValue(String path, String standard, String comment) {
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9]*):(?: +(.*))?");
    private static final String COMMENT = "# -- ";
    private static final int STEP = 2;

    /** Every value, in the order of the file. A map that is written over several lines is read as one value. */
    static List<ChartValue> all() throws IOException {
        return read(Files.readAllLines(Chart.FOLDER.resolve(Path.of("values.yaml"))));
    }

    private static List<ChartValue> read(List<String> lines) {
        List<ChartValue> values = new ArrayList<>();
        Deque<String> parents = new ArrayDeque<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (!key.matches()) {
                continue;
            }
            int depth = key.group(1).length() / STEP;
            while (parents.size() > depth) {
                parents.removeLast();
            }
            parents.addLast(key.group(2));
            String comment = comment(lines, i);
            String standard = key.group(3);
            if (standard != null) {
                values.add(new ChartValue(String.join(".", parents), standard, comment));
            } else if (!comment.isEmpty()) {
                int end = blockEnd(lines, i, key.group(1).length());
                values.add(new ChartValue(String.join(".", parents), flow(lines.subList(i + 1, end)), comment));
                i = end - 1;
            }
        }
        return values;
    }

    private static String comment(List<String> lines, int key) {
        String above = key == 0 ? "" : lines.get(key - 1).strip();
        return above.startsWith(COMMENT) ? above.substring(COMMENT.length()) : "";
    }

    private static int blockEnd(List<String> lines, int key, int indentation) {
        int end = key + 1;
        while (end < lines.size() && lines.get(end).startsWith(" ".repeat(indentation + 1))) {
            end++;
        }
        return end;
    }

    private static String flow(List<String> block) {
        return "{" + String.join(", ", block.stream().map(String::strip).toList()) + "}";
    }
}
