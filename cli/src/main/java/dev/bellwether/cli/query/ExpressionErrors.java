package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.SourceText;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows a server's complaint about an expression with a caret below the place. Stateless. */
public final class ExpressionErrors {
    private static final Pattern PLACE = Pattern.compile("(?:^|[^0-9.:])([0-9]{1,6}):([0-9]{1,6}): parse error: ");

    private ExpressionErrors() {}

    /**
     * Asks the server.
     *
     * @throws CommandFailure where it cannot be asked or refuses
     */
    public static ApiAnswer explained(String expression, Supplier<ApiAnswer> question) {
        try {
            return question.get();
        } catch (ApiException e) {
            throw new CommandFailure(e.text() + excerpt(expression, e.text()));
        }
    }

    private static String excerpt(String expression, String message) {
        Matcher place = PLACE.matcher(message);
        if (!place.find()) {
            return "";
        }
        SourceText source = SourceText.of(expression);
        int line = Integer.parseInt(place.group(1));
        int column = source.characterColumn(line, Integer.parseInt(place.group(2)));
        String excerpt = source.excerpt(line, column, 1);
        return excerpt.isEmpty() ? "" : System.lineSeparator() + excerpt;
    }
}
