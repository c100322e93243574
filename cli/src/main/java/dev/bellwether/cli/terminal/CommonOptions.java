package dev.bellwether.cli.terminal;

import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command. */
public final class CommonOptions {
    @Option(
            names = {"-q", "--quiet"},
            description = "no warnings, no notes, no word of success")
    private boolean quiet;

    @Option(names = "--no-color", description = "no colours (so does the variable NO_COLOR)")
    private boolean noColour;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    private boolean help;

    public boolean quiet() {
        return quiet;
    }

    /** Whether help was asked for. */
    public boolean help() {
        return help;
    }

    /** The terminal as the options want it. */
    public Terminal on(Terminal terminal) {
        return noColour ? terminal.withoutColours() : terminal;
    }

    /** Shows what a server says about its answer, unless it should be quiet. */
    public void notes(Terminal terminal, List<String> warnings, List<String> infos) {
        if (quiet) {
            return;
        }
        warnings.forEach(text -> terminal.message(Colour.YELLOW, "warning", text));
        infos.forEach(text -> terminal.message(Colour.CYAN, "info", text));
    }
}
