package dev.bellwether.alerting.routing;

import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Matchers as people write them: {@code severity="critical"}, {@code job=~"node|kube.*"}, {@code team=blue}. Stateless. */
public final class MatcherText {
    private static final Pattern FORM =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(.*?)\\s*", Pattern.DOTALL);

    private MatcherText() {}

    /**
     * The matcher of a text.
     *
     * @throws IllegalArgumentException with the reason where it is none
     */
    public static Matcher parse(String text) {
        java.util.regex.Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no matcher; label=\"value\" with =, !=, =~ or !~ is needed");
        }
        Matcher.Operator operator = switch (form.group(2)) {
            case "=" -> Matcher.Operator.EQUAL;
            case "!=" -> Matcher.Operator.NOT_EQUAL;
            case "=~" -> Matcher.Operator.MATCHES;
            default -> Matcher.Operator.NOT_MATCHES;
        };
        return new Matcher(form.group(1), operator, value(text, form.group(3)));
    }

    /**
     * The matchers of a text, with commas between and braces around them or not.
     *
     * @throws IllegalArgumentException with the reason where one of them is none
     */
    public static List<Matcher> parseAll(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        List<Matcher> matchers = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= inner.length(); i++) {
            boolean end = i == inner.length();
            char c = end ? ',' : inner.charAt(i);
            if (!end && c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && (!quoted || end)) {
                String one = inner.substring(start, i);
                if (!(end && one.isBlank())) {
                    matchers.add(parse(one));
                }
                start = i + 1;
            }
        }
        return matchers;
    }

    private static String value(String text, String written) {
        if (!written.startsWith("\"")) {
            return written;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '"' && i == written.length() - 1) {
                return value.toString();
            }
            if (c == '"') {
                break;
            }
            if (c == '\\' && i + 1 < written.length()) {
                i++;
                char escaped = written.charAt(i);
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case '"', '\\' -> value.append(escaped);
                    default -> value.append('\\').append(escaped);
                }
            } else {
                value.append(c);
            }
        }
        throw new IllegalArgumentException("the value of \"" + text + "\" does not end with a quote");
    }
}
