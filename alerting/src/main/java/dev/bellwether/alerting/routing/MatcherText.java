package dev.bellwether.alerting.routing;

import dev.bellwether.model.Matcher;
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
