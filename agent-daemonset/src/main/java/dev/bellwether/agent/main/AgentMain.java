package dev.bellwether.agent.main;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: {@code agent run}, {@code agent check-config}. Exit codes: 0 well, 1 failed, 2 wrong usage. */
@Command(
        name = "agent",
        description = "Collects this machine's metrics and sends them to a Bellwether gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentVersion.class,
        subcommands = {RunCommand.class, CheckConfigCommand.class})
public final class AgentMain {
    private AgentMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogSetup.begin();
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new AgentMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("agent: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }
}
