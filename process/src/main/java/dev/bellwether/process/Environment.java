package dev.bellwether.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Settings from environment variables; one that is wrong is named with its value and what is allowed.
 *
 * @param variables the variables, as {@link System#getenv()} gives them
 */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /**
     * A variable that must be there.
     *
     * @throws IllegalArgumentException where it is not, or is blank
     */
    public String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set; it is needed"));
    }

    /** A variable that is there and not blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** A variable, or what stands in for it where it is not there or blank. */
    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** The words of a variable, separated by commas, none of them empty; no word where it is not there. */
    public List<String> words(String name) {
        return Arrays.stream(text(name, "").split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A variable that names a file. */
    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /**
     * A whole number of 32 bits.
     *
     * @throws IllegalArgumentException where it is none
     */
    public int number(String name, int otherwise) {
        long number = number(name, (long) otherwise);
        if (number != (int) number) {
            throw new IllegalArgumentException(name + " is " + number + ", allowed are whole numbers up to 2^31 - 1");
        }
        return (int) number;
    }

    /**
     * A whole number of 64 bits.
     *
     * @throws IllegalArgumentException where it is none
     */
    public long number(String name, long otherwise) {
        Optional<String> value = text(name);
        try {
            return value.isEmpty() ? otherwise : Long.parseLong(value.get().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is \"" + value.get() + "\", a whole number is needed", e);
        }
    }

    /**
     * A duration as ISO 8601 writes it: {@code PT30S}, {@code PT24H}, {@code P7D}.
     *
     * @throws IllegalArgumentException where it is none
     */
    public Duration duration(String name, Duration otherwise) {
        Optional<String> value = text(name);
        try {
            return value.isEmpty() ? otherwise : Duration.parse(value.get().strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " is \"" + value.get() + "\", a duration such as PT30S, PT24H or P7D is needed", e);
        }
    }

    /**
     * {@code true} or {@code false}; false where it is not there.
     *
     * @throws IllegalArgumentException where it is neither
     */
    public boolean flag(String name) {
        String value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + " is \"" + value + "\", allowed are true and false");
        }
        return value.equals("true");
    }

    /**
     * A secret that stands in the file that a variable names. It is read each time it is asked for, so that a rotated one is
     * picked up; who asks gets an {@link UncheckedIOException} while it cannot be read.
     *
     * @return gives the empty text where the variable is not there
     * @throws IllegalArgumentException where the file cannot be read now
     */
    public Supplier<String> secret(String name) {
        Optional<Path> file = path(name);
        if (file.isEmpty()) {
            return () -> "";
        }
        Supplier<String> secret = () -> read(name, file.get());
        try {
            if (secret.get().isEmpty()) {
                throw new IllegalArgumentException(name + " names " + file.get() + ", which is empty");
            }
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return secret;
    }

    private static String read(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " names " + file + ", which cannot be read: " + e, e);
        }
    }
}
