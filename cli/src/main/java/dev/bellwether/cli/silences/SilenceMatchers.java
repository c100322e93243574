package dev.bellwether.cli.silences;

import dev.bellwether.cli.alerts.MatcherArguments;
import dev.bellwether.model.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Matchers in Alertmanager's form. Stateless. */
final class SilenceMatchers {
    private SilenceMatchers() {}

    /** Those of a command line as JSON. */
    static List<Map<String, Object>> read(List<String> arguments) {
        return MatcherArguments.read(arguments).stream()
                .map(SilenceMatchers::tree)
                .toList();
    }

    private static Map<String, Object> tree(Matcher matcher) {
        boolean equal = matcher.operator() == Matcher.Operator.EQUAL || matcher.operator() == Matcher.Operator.MATCHES;
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", matcher.name());
        tree.put("value", matcher.value());
        tree.put("isRegex", matcher.operator().isRegular());
        tree.put("isEqual", equal);
        return tree;
    }

    /** One of a silence as people write it. */
    static String text(Map<String, ?> tree) {
        boolean equal = !Boolean.FALSE.equals(tree.get("isEqual"));
        boolean regular = Boolean.TRUE.equals(tree.get("isRegex"));
        Matcher.Operator operator = regular
                ? equal ? Matcher.Operator.MATCHES : Matcher.Operator.NOT_MATCHES
                : equal ? Matcher.Operator.EQUAL : Matcher.Operator.NOT_EQUAL;
        return String.valueOf(tree.get("name"))
                + operator.symbol()
                + dev.bellwether.model.LabelText.quote(String.valueOf(tree.get("value")));
    }
}
