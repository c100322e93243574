package dev.bellwether.cli.terminal;

import java.time.Duration;

/** Lets time pass between two looks at something. */
@FunctionalInterface
public interface Pause {
    /** Sleeps; an interruption ends the command. */
    Pause SLEEP = duration -> {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    };

    /** Blocks for so long; false where the command is to end instead. */
    boolean passed(Duration duration);
}
