package dev.bellwether.cli.check;

import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.SourceText;
import dev.bellwether.cli.terminal.Terminal;
import java.util.Comparator;
import java.util.List;

/** Shows errors in files: the place, the message, the line with a caret below it. */
public final class ErrorPrinter {
    private ErrorPrinter() {}

    /** Writes all of them in the order of their places to where messages go. */
    public static void print(Terminal terminal, List<ManifestError> errors, String source) {
        SourceText text = SourceText.of(source);
        errors.stream()
                .sorted(Comparator.comparingInt(ManifestError::line).thenComparingInt(ManifestError::column))
                .forEach(error -> print(terminal, error, text));
        terminal.err().flush();
    }

    private static void print(Terminal terminal, ManifestError error, SourceText source) {
        String place = error.file() + ":" + error.line() + ":" + error.column() + ":";
        terminal.err().println(terminal.coloured(Colour.BOLD, place) + " " + error.message());
        String excerpt = source.excerpt(error.line(), error.column(), 1);
        if (!excerpt.isEmpty()) {
            terminal.err().println(excerpt);
        }
    }
}
