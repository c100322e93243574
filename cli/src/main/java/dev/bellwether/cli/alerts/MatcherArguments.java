package dev.bellwether.cli.alerts;

import dev.bellwether.alerting.routing.MatcherText;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Matchers as they stand on a command line; a word alone is the name of an alert. Stateless. */
public final class MatcherArguments {
    private static final Pattern NAME = Pattern.compile("[^=!~{},\"\\s]+");

    private MatcherArguments() {}

    /**
     * Reads them.
     *
     * @throws CommandFailure where one is no matcher
     */
    public static List<Matcher> read(List<String> arguments) {
        List<Matcher> matchers = new ArrayList<>();
        for (String argument : arguments) {
            if (NAME.matcher(argument).matches()) {
                matchers.add(Matcher.equal("alertname", argument));
                continue;
            }
            try {
                matchers.addAll(MatcherText.parseAll(argument));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.wrongUsage("MATCHER: " + e.getMessage());
            }
        }
        return matchers;
    }
}
