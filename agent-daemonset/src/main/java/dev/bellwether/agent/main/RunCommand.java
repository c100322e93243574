package dev.bellwether.agent.main;

import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.ConfigResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the agent until it is told to end, or shows one collection. */
@Command(name = "run", description = "Runs the agent.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // The command line sets the fields.
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file; /etc/bellwether/agent.yaml where it exists, else every default.")
    private @Nullable Path file;

    @Option(
            names = "--dry-run",
            description = "Prints one collection of all collectors in the exposition format, sends nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogSetup.begin();
        Path chosen = ConfigFile.choose(file);
        return switch (ConfigFile.load(chosen)) {
            case ConfigResult.Loaded(AgentConfig config) ->
                dryRun
                        ? DryRun.print(
                                config,
                                spec.commandLine().getOut(),
                                spec.commandLine().getErr())
                        : AgentProcess.run(config, chosen);
            case ConfigResult.Invalid invalid -> {
                spec.commandLine().getErr().println(invalid.message());
                yield 1;
            }
        };
    }
}
