package dev.bellwether.cli.alerts;

import dev.bellwether.cli.terminal.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellwether alerts resolve}. */
@Command(
        name = "resolve",
        description = "Resolves an alert by hand; it fires again where its expression still holds.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether alerts resolve 0123456789abcdef --comment 'the disk was replaced'"})
public final class AlertsResolveCommand extends AlertWordCommand {
    @Option(names = "--comment", paramLabel = "TEXT", description = "what the others should know")
    private String comment = "";

    public AlertsResolveCommand(CommandContext context) {
        super(context, "/api/v1/alerts/resolve", "resolved");
    }

    @Override
    String comment() {
        return comment;
    }
}
