package dev.bellwether.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Settings from environment variables; one that is wrong is named with its value and what is allowed.
 *
 * @param variables the variables, as {@link System#getenv()} gives them
 */
record Environment(Map<String, String> variables) {
    Environment {
        variables = Map.copyOf(variables);
    }

    /** A variable that must be there. */
    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set; it is needed"));
    }

    /** A variable that is there and not blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    int number(String name, int otherwise) {
        long number = number(name, (long) otherwise);
        if (number != (int) number) {
            throw new IllegalArgumentException(name + " is " + number + ", allowed are whole numbers up to 2^31 - 1");
        }
        return (int) number;
    }

    long number(String name, long otherwise) {
        Optional<String> value = text(name);
        try {
            return value.isEmpty() ? otherwise : Long.parseLong(value.get().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is \"" + value.get() + "\", a whole number is needed", e);
        }
    }

    /** A duration as ISO 8601 writes it: {@code PT30S}, {@code PT24H}, {@code P7D}. */
    Duration duration(String name, Duration otherwise) {
        Optional<String> value = text(name);
        try {
            return value.isEmpty() ? otherwise : Duration.parse(value.get().strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " is \"" + value.get() + "\", a duration such as PT30S, PT24H or P7D is needed", e);
        }
    }

    boolean flag(String name) {
        String value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + " is \"" + value + "\", allowed are true and false");
        }
        return value.equals("true");
    }
}
