package dev.bellwether.standalone;

import dev.bellwether.agent.main.AgentMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code bellwether}. */
@Command(
        name = "bellwether",
        description = "Monitoring for Kubernetes and plain machines.",
        mixinStandardHelpOptions = true,
        version = "bellwether 0.1.0",
        subcommands = {StandaloneCommand.class, AgentMain.class})
public final class Main {
    private Main() {}

    /** Runs the program; exit codes: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
