package dev.bellwether.cli;

import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.check.CheckCommand;
import dev.bellwether.cli.check.CheckRulesCommand;
import dev.bellwether.cli.completion.CompletionCommand;
import dev.bellwether.cli.query.InstantCommand;
import dev.bellwether.cli.query.LabelsCommand;
import dev.bellwether.cli.query.QueryCommand;
import dev.bellwether.cli.query.RangeCommand;
import dev.bellwether.cli.query.SeriesCommand;
import dev.bellwether.cli.syntax.ExplainCommand;
import dev.bellwether.cli.syntax.FormatCommand;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.cli.unittest.TestCommand;
import dev.bellwether.cli.unittest.TestRulesCommand;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** All commands put together; where a new one is added. Safe for use by one thread. */
public final class Bellwether {
    private final Terminal terminal;
    private final CommandLine commands;

    /** The commands of a process. */
    public Bellwether(Terminal terminal, Map<String, String> environment) {
        this(terminal, environment, Clock.systemDefaultZone(), System.in);
    }

    /** The commands in a world that is given. */
    Bellwether(Terminal terminal, Map<String, String> environment, Clock clock, InputStream input) {
        this.terminal = terminal;
        CommandContext context = new CommandContext(terminal, environment, clock, input);
        commands = new CommandLine(new RootCommand())
                .addSubcommand(new CommandLine(new QueryCommand())
                        .addSubcommand(new InstantCommand(context))
                        .addSubcommand(new RangeCommand(context))
                        .addSubcommand(new SeriesCommand(context))
                        .addSubcommand(new LabelsCommand(context)))
                .addSubcommand(new CommandLine(new CheckCommand()).addSubcommand(new CheckRulesCommand(context)))
                .addSubcommand(new CommandLine(new TestCommand()).addSubcommand(new TestRulesCommand(context)))
                .addSubcommand(new FormatCommand(context))
                .addSubcommand(new ExplainCommand(context))
                .addSubcommand(new CompletionCommand(context));
        commands.setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 100))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    /** Runs one command line; the exit code is 0 where it went well, 1 where it failed, 2 for wrong usage. */
    public int run(String... arguments) {
        int exitCode = commands.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return exitCode;
    }

    private int failed(Exception failure) {
        terminal.out().flush();
        switch (failure) {
            case CommandFailure known -> {
                terminal.message(Colour.RED, "bellwether", known.text());
                return known.exitCode();
            }
            case ApiException known -> terminal.message(Colour.RED, "bellwether", known.text());
            default -> {
                terminal.message(Colour.RED, "bellwether", "this should not have happened: " + failure);
                failure.printStackTrace(terminal.err());
                terminal.err().flush();
            }
        }
        return 1;
    }
}
