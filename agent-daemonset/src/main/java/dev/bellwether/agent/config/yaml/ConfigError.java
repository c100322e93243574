package dev.bellwether.agent.config.yaml;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One error of a configuration file.
 *
 * @param file the file as it was given
 * @param line counted from 1; 0 where the error has no line
 * @param column counted from 1; 0 where the error has no line
 * @param key the whole way to the key, such as {@code scrape_configs[0].scheme}; empty for the file as a whole
 * @param problem what was found and what is allowed
 * @param suggestion what may have been meant, or null
 */
public record ConfigError(
        String file,
        int line,
        int column,
        String key,
        String problem,
        @Nullable String suggestion) {
    /** From the top of the file to its end. */
    public static final Comparator<ConfigError> BY_PLACE =
            Comparator.comparingInt(ConfigError::line).thenComparingInt(ConfigError::column);

    /** One line for people: {@code agent.yaml:3:5: page.port: found "x", allowed is …; did you mean …?} */
    @Override
    public String toString() {
        return file
                + (line > 0 ? ":" + line + ":" + column : "")
                + ": "
                + (key.isEmpty() ? "" : key + ": ")
                + problem
                + (suggestion == null ? "" : "; did you mean \"" + suggestion + "\"?");
    }
}
