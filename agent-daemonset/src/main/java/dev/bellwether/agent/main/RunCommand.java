package dev.bellwether.agent.main;

import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.config.ConfigWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

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
        Path chosen = ConfigFile.choose(file);
        return switch (ConfigFile.load(chosen)) {
            case ConfigResult.Loaded(AgentConfig config) ->
                dryRun
                        ? DryRun.print(
                                config,
                                spec.commandLine().getOut(),
                                spec.commandLine().getErr())
                        : run(config, chosen);
            case ConfigResult.Invalid invalid -> {
                spec.commandLine().getErr().println(invalid.message());
                yield 1;
            }
        };
    }

    private static int run(AgentConfig config, @Nullable Path file) throws IOException, InterruptedException {
        LogSetup.apply(config.log());
        Agent agent = Agent.startWithPage(config);
        CountDownLatch ended = new CountDownLatch(1);
        for (String signal : List.of("TERM", "INT")) {
            Signal.handle(new Signal(signal), received -> ended.countDown());
        }
        try (agent) {
            if (file == null) {
                ended.await();
            } else {
                awaitWatching(agent, file, ended);
            }
            return 0;
        }
    }

    private static void awaitWatching(Agent agent, Path file, CountDownLatch ended) throws InterruptedException {
        Signal.handle(new Signal("HUP"), signal -> reload(agent, file));
        try (ConfigWatcher watcher = new ConfigWatcher(file, changed -> reload(agent, changed))) {
            while (!ended.await(ConfigWatcher.INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                watcher.poll();
            }
        }
    }

    private static void reload(Agent agent, Path file) {
        try {
            switch (ConfigFile.load(file)) {
                case ConfigResult.Loaded(AgentConfig config) -> {
                    agent.reload(config);
                    LogSetup.apply(config.log());
                }
                case ConfigResult.Invalid invalid -> agent.reloadFailed(invalid.message());
            }
        } catch (IOException e) {
            agent.reloadFailed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
