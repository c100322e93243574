package dev.bellwether.agent.config.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables where {@code ${NAME}} stands; {@code $${NAME}} stays as {@code ${NAME}}. */
final class Environment {
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    private Environment() {}

    /** The first variable that a text names and that is not set. */
    static Optional<String> missing(String text, Map<String, String> variables) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(reference -> !isEscaped(reference))
                .map(reference -> reference.group(2))
                .filter(name -> !variables.containsKey(name))
                .findFirst();
    }

    /** The text with the values of its variables; all of them are set. */
    static String substitute(String text, Map<String, String> variables) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        isEscaped(reference)
                                ? reference.group().substring(1)
                                : variables.getOrDefault(reference.group(2), "")));
    }

    private static boolean isEscaped(MatchResult reference) {
        return !reference.group(1).isEmpty();
    }
}
