package dev.bellwether.agent.config;

/**
 * Section {@code log}.
 *
 * @param level the least important lines that are written
 * @param format how a line looks
 */
public record LogConfig(Level level, Format format) {
    /** Text from level info on. */
    public static final LogConfig DEFAULT = new LogConfig(Level.INFO, Format.TEXT);

    /** Importance, the most important first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** How a line looks. */
    public enum Format {
        /** For people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }
}
