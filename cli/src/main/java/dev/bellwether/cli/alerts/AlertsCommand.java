package dev.bellwether.cli.alerts;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellwether alerts}, which is nothing without one of its commands. */
@Command(
        name = "alerts",
        description = "Shows alerts, acknowledges and resolves them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AlertsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "a command is needed: list, show, watch, ack, resolve or history");
        }
    }
}
