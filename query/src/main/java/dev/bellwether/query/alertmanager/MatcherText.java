package dev.bellwether.query.alertmanager;

import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Matchers as amtool writes them: {@code name="value"}, also without quotes, several with commas, also in braces. */
final class MatcherText {
    private static final Pattern MATCHER = Pattern.compile(
            "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([a-zA-Z_:][a-zA-Z0-9_:]*))\\s*(=~|!~|!=|=)\\s*"
                    + "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}\"]*?))\\s*(,|$)",
            Pattern.DOTALL);

    private MatcherText() {}

    /**
     * All matchers of a text.
     *
     * @throws AlertmanagerException where it is none, with what is wrong
     */
    static List<Matcher> parse(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        List<Matcher> matchers = new ArrayList<>();
        java.util.regex.Matcher found = MATCHER.matcher(inner);
        int at = 0;
        while (at < inner.length()) {
            if (!found.find(at) || found.start() != at) {
                throw AlertmanagerException.bad("bad matcher format: " + text
                        + "; a label, one of = != =~ !~ and a value are needed, for instance severity=\"critical\"");
            }
            String name = found.group(1) != null ? unescaped(found.group(1)) : found.group(2);
            String value = found.group(4) != null ? unescaped(found.group(4)) : found.group(5);
            matchers.add(matcher(name, operator(found.group(3)), value));
            at = found.end();
        }
        return matchers;
    }

    /** A matcher; a regular expression that is none is a bad request. */
    static Matcher matcher(String name, Matcher.Operator operator, String value) {
        try {
            return new Matcher(name, operator, value);
        } catch (IllegalArgumentException e) {
            throw AlertmanagerException.bad("matcher on " + name + ": " + e.getMessage());
        }
    }

    private static Matcher.Operator operator(String symbol) {
        for (Matcher.Operator operator : Matcher.Operator.values()) {
            if (operator.symbol().equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalStateException(symbol);
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
