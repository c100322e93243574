package dev.bellwether.cli.terminal;

/** A command cannot do what it was asked for; the message is for the person who asked and says all there is to say. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** The command failed: exit code 1. */
    public CommandFailure(String message) {
        this(message, 1);
    }

    private CommandFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was used wrongly: exit code 2. */
    public static CommandFailure wrongUsage(String message) {
        return new CommandFailure(message, 2);
    }

    public int exitCode() {
        return exitCode;
    }

    /** The message, which is never null here. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
