package dev.bellwether.promql.evaluation;

import java.util.Collection;
import java.util.StringJoiner;

/** Regular expressions that match one of several texts and nothing else. */
final class ExactAlternatives {
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private ExactAlternatives() {}

    static String of(Collection<String> texts) {
        StringJoiner alternatives = new StringJoiner("|");
        for (String text : texts) {
            StringBuilder quoted = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (SPECIAL.indexOf(c) >= 0) {
                    quoted.append('\\');
                }
                quoted.append(c);
            }
            alternatives.add(quoted);
        }
        return alternatives.toString();
    }
}
