package dev.bellwether.agent.main;

import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.ConfigResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a configuration can be used, with every error of it at once. */
@Command(name = "check-config", description = "Checks a configuration file.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // The command line sets the fields.
final class CheckConfigCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (ConfigFile.load(file)) {
            case ConfigResult.Loaded(AgentConfig config) -> {
                out.printf(
                        "%s: valid; agent \"%s\", %d collectors, %d targets, to %s%n",
                        file,
                        config.identity().id(),
                        config.enabledCollectors().size(),
                        ConfiguredSources.targets(config).size(),
                        config.send().endpoint());
                yield 0;
            }
            case ConfigResult.Invalid invalid -> {
                spec.commandLine().getErr().println(invalid.message());
                yield 1;
            }
        };
    }
}
