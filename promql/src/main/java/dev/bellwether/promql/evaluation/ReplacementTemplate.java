package dev.bellwether.promql.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A replacement with references to groups: {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}}, and {@code $$} for
 * a dollar.
 *
 * <p>As in Go a name is as long as it can be, and a group that is not there gives nothing.
 */
public final class ReplacementTemplate {
    private record Part(String text, boolean reference) {}

    private final List<Part> parts = new ArrayList<>();

    /** Reads a replacement; every text is one. */
    public ReplacementTemplate(String template) {
        int i = 0;
        while (i < template.length()) {
            int dollar = template.indexOf('$', i);
            if (dollar < 0) {
                parts.add(new Part(template.substring(i), false));
                return;
            }
            parts.add(new Part(template.substring(i, dollar), false));
            i = dollar + 1;
            if (template.startsWith("$", i)) {
                parts.add(new Part("$", false));
                i++;
                continue;
            }
            boolean braces = template.startsWith("{", i);
            int start = braces ? i + 1 : i;
            int end = start;
            while (end < template.length() && isWord(template.charAt(end))) {
                end++;
            }
            boolean wellFormed = end > start && (!braces || template.startsWith("}", end));
            if (!wellFormed) {
                parts.add(new Part("$", false));
                continue;
            }
            parts.add(new Part(template.substring(start, end), true));
            i = braces ? end + 1 : end;
        }
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    String expand(Matcher matcher, Map<String, Integer> groups, String value) {
        StringBuilder text = new StringBuilder();
        expand(matcher, groups, value, text::append);
        return text.toString();
    }

    /**
     * Hands on, piece by piece, what a match in a value is replaced with.
     *
     * @param groups the numbers of the expression's named groups
     */
    public void expand(Matcher matcher, Map<String, Integer> groups, String value, Consumer<String> target) {
        for (Part part : parts) {
            if (!part.reference) {
                target.accept(part.text);
                continue;
            }
            Integer group = group(matcher, groups, part.text);
            if (group != null && matcher.start(group) >= 0) {
                target.accept(value.substring(matcher.start(group), matcher.end(group)));
            }
        }
    }

    private static @Nullable Integer group(Matcher matcher, Map<String, Integer> groups, String name) {
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            if (name.length() > 9) {
                return null;
            }
            int number = Integer.parseInt(name);
            return number <= matcher.groupCount() ? number : null;
        }
        return groups.get(name);
    }
}
