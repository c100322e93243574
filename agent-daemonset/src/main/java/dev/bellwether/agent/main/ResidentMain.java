package dev.bellwether.agent.main;

import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.ConfigResult;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The same program as {@link AgentMain}, as it is installed: {@code run} and {@code run --config FILE} are understood here,
 * since the resident process would keep the classes of the command line library for nothing; everything else goes there.
 */
public final class ResidentMain {
    private ResidentMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        boolean plain = arguments.length == 1 && arguments[0].equals("run");
        boolean configured = arguments.length == 3 && arguments[0].equals("run") && arguments[1].equals("--config");
        if (plain || configured) {
            LogSetup.begin();
            System.exit(run(configured ? Path.of(arguments[2]) : null));
        }
        AgentMain.main(arguments);
    }

    private static int run(@Nullable Path given) {
        Path file = ConfigFile.choose(given);
        try {
            return switch (ConfigFile.load(file)) {
                case ConfigResult.Loaded(AgentConfig config) -> AgentProcess.run(config, file);
                case ConfigResult.Invalid invalid -> {
                    System.err.println(invalid.message());
                    yield 1;
                }
            };
        } catch (IOException | RuntimeException e) {
            System.err.println("agent: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            System.err.println("agent: interrupted");
            return 1;
        }
    }
}
