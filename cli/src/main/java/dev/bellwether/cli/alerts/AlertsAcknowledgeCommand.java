package dev.bellwether.cli.alerts;

import dev.bellwether.cli.terminal.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellwether alerts ack}. */
@Command(
        name = "ack",
        description = "Acknowledges an alert: it is not told again and does not escalate, until it ends.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether alerts ack HighLoad --comment 'on it'"})
public final class AlertsAcknowledgeCommand extends AlertWordCommand {
    @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "what the others should know")
    private String comment = "";

    public AlertsAcknowledgeCommand(CommandContext context) {
        super(context, "/api/v1/alerts/acknowledge", "acknowledged");
    }

    @Override
    String comment() {
        return comment;
    }
}
