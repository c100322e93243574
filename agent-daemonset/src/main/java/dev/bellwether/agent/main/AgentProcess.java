package dev.bellwether.agent.main;

import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.ConfigResult;
import dev.bellwether.agent.config.ConfigWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/** The resident process: an agent from its start to a signal that ends it, with reloads between. */
final class AgentProcess {
    private AgentProcess() {}

    /**
     * Blocks until the process is told to end by SIGTERM or SIGINT. A change of the file and SIGHUP reload it.
     *
     * @param file where the configuration came from, or null where there is none to watch
     * @throws IOException where the agent cannot be started, or its log cannot be closed
     */
    static int run(AgentConfig config, @Nullable Path file) throws IOException, InterruptedException {
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
