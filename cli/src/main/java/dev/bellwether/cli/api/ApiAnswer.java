package dev.bellwether.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param data the field {@code data} as a {@link JsonTree}
 * @param warnings what people should know of the result
 * @param infos what people may want to know
 */
public record ApiAnswer(@Nullable Object data, List<String> warnings, List<String> infos) {
    public ApiAnswer {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
