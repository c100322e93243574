package dev.bellwether.cli;

import dev.bellwether.cli.alerts.AlertsAcknowledgeCommand;
import dev.bellwether.cli.alerts.AlertsCommand;
import dev.bellwether.cli.alerts.AlertsHistoryCommand;
import dev.bellwether.cli.alerts.AlertsListCommand;
import dev.bellwether.cli.alerts.AlertsResolveCommand;
import dev.bellwether.cli.alerts.AlertsShowCommand;
import dev.bellwether.cli.alerts.AlertsWatchCommand;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.backtest.BacktestCommand;
import dev.bellwether.cli.check.CheckCommand;
import dev.bellwether.cli.check.CheckRulesCommand;
import dev.bellwether.cli.completion.CompletionCommand;
import dev.bellwether.cli.drill.DrillCommand;
import dev.bellwether.cli.notifiers.DeadLettersCommand;
import dev.bellwether.cli.notifiers.DeadLettersListCommand;
import dev.bellwether.cli.notifiers.DeadLettersReplayCommand;
import dev.bellwether.cli.notifiers.NotifiersCommand;
import dev.bellwether.cli.notifiers.NotifiersListCommand;
import dev.bellwether.cli.notifiers.NotifiersTestCommand;
import dev.bellwether.cli.pipeline.CheckPipelineCommand;
import dev.bellwether.cli.query.InstantCommand;
import dev.bellwether.cli.query.LabelsCommand;
import dev.bellwether.cli.query.QueryCommand;
import dev.bellwether.cli.query.RangeCommand;
import dev.bellwether.cli.query.SeriesCommand;
import dev.bellwether.cli.silences.SilencesAddCommand;
import dev.bellwether.cli.silences.SilencesCommand;
import dev.bellwether.cli.silences.SilencesExpireCommand;
import dev.bellwether.cli.silences.SilencesListCommand;
import dev.bellwether.cli.silences.SilencesPreviewCommand;
import dev.bellwether.cli.syntax.ExplainAlertCommand;
import dev.bellwether.cli.syntax.ExplainCommand;
import dev.bellwether.cli.syntax.FormatCommand;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Pause;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.cli.unittest.TestCommand;
import dev.bellwether.cli.unittest.TestRulesCommand;
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
        this(new CommandContext(terminal, environment, Clock.systemDefaultZone(), System.in, Pause.SLEEP));
    }

    /** The commands in a world that is given. */
    Bellwether(CommandContext context) {
        this.terminal = context.terminal();
        commands = new CommandLine(new RootCommand())
                .addSubcommand(new CommandLine(new QueryCommand())
                        .addSubcommand(new InstantCommand(context))
                        .addSubcommand(new RangeCommand(context))
                        .addSubcommand(new SeriesCommand(context))
                        .addSubcommand(new LabelsCommand(context)))
                .addSubcommand(new CommandLine(new CheckCommand())
                        .addSubcommand(new CheckRulesCommand(context))
                        .addSubcommand(new CheckPipelineCommand(context)))
                .addSubcommand(new CommandLine(new TestCommand()).addSubcommand(new TestRulesCommand(context)))
                .addSubcommand(new FormatCommand(context))
                .addSubcommand(
                        new CommandLine(new ExplainCommand(context)).addSubcommand(new ExplainAlertCommand(context)))
                .addSubcommand(new CommandLine(new AlertsCommand())
                        .addSubcommand(new AlertsListCommand(context))
                        .addSubcommand(new AlertsShowCommand(context))
                        .addSubcommand(new AlertsWatchCommand(context))
                        .addSubcommand(new AlertsAcknowledgeCommand(context))
                        .addSubcommand(new AlertsResolveCommand(context))
                        .addSubcommand(new AlertsHistoryCommand(context)))
                .addSubcommand(new CommandLine(new SilencesCommand())
                        .addSubcommand(new SilencesAddCommand(context))
                        .addSubcommand(new SilencesListCommand(context))
                        .addSubcommand(new SilencesExpireCommand(context))
                        .addSubcommand(new SilencesPreviewCommand(context)))
                .addSubcommand(new CommandLine(new NotifiersCommand())
                        .addSubcommand(new NotifiersListCommand(context))
                        .addSubcommand(new NotifiersTestCommand(context)))
                .addSubcommand(new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersListCommand(context))
                        .addSubcommand(new DeadLettersReplayCommand(context)))
                .addSubcommand(new DrillCommand(context))
                .addSubcommand(new BacktestCommand(context))
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
