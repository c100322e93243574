package dev.bellwether.agent.scrape.relabel;

import dev.bellwether.model.RegularExpression;
import java.util.regex.Matcher;

/** Replaces references to groups as Go's {@code Regexp.Expand}: {@code $1}, {@code ${1}}, {@code $name}, {@code $$}. */
final class Template {
    private Template() {}

    /** The template with the groups of a match; a group that does not exist or did not take part is empty. */
    static String expand(String template, RegularExpression regex, Matcher match) {
        if (template.indexOf('$') < 0) {
            return template;
        }
        StringBuilder expanded = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$' || i + 1 == template.length()) {
                expanded.append(c);
                i++;
                continue;
            }
            if (template.charAt(i + 1) == '$') {
                expanded.append('$');
                i += 2;
                continue;
            }
            boolean braces = template.charAt(i + 1) == '{';
            int start = i + (braces ? 2 : 1);
            int end = start;
            while (end < template.length() && isNamePart(template.charAt(end))) {
                end++;
            }
            if (end == start || (braces && (end == template.length() || template.charAt(end) != '}'))) {
                expanded.append('$');
                i++;
                continue;
            }
            expanded.append(group(regex, match, template.substring(start, end)));
            i = braces ? end + 1 : end;
        }
        return expanded.toString();
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static String group(RegularExpression regex, Matcher match, String reference) {
        Integer number = regex.groups().get(reference);
        if (number == null && reference.length() <= 4 && reference.chars().allMatch(c -> c >= '0' && c <= '9')) {
            number = Integer.valueOf(reference);
        }
        String value = number != null && number <= match.groupCount() ? match.group(number) : null;
        return value == null ? "" : value;
    }
}
