package dev.bellwether.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Who acts: what an option says, else the user of the machine. Stateless. */
public final class Person {
    private Person() {}

    /**
     * The name.
     *
     * @param option what {@code --by} says, null where it is not given
     * @throws CommandFailure where nobody is named
     */
    public static String named(@Nullable String option, CommandContext context) {
        String name = option != null ? option : context.environment().getOrDefault("USER", "");
        if (name.isBlank()) {
            throw CommandFailure.wrongUsage("--by is needed: who acts? (the variable USER is not set)");
        }
        return name.strip();
    }
}
