package dev.bellwether.agent.main;

import dev.bellwether.agent.config.LogConfig;
import dev.bellwether.agent.log.LineLogProvider;
import dev.bellwether.agent.log.LineLoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log of the agent's own process, to the standard error: text for people or one JSON object a line. An embedded
 * agent leaves the log to whoever embeds it.
 */
final class LogSetup {
    private LogSetup() {}

    /** Makes the agent's log that of the process, unless something has been logged before. */
    static void begin() {
        LineLogProvider.choose();
        apply(LogConfig.DEFAULT);
    }

    static void apply(LogConfig config) {
        if (LoggerFactory.getILoggerFactory() instanceof LineLoggerFactory loggers) {
            loggers.apply(config);
        }
    }
}
