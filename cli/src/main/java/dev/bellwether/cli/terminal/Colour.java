package dev.bellwether.cli.terminal;

/** Colours of the sixteen that every terminal has. */
public enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    BLUE(34),
    MAGENTA(35),
    CYAN(36),
    BRIGHT_RED(91),
    BRIGHT_BLUE(94),
    GREY(90),
    BOLD(1);

    /** Ends every colour. */
    static final String RESET = "\u001b[0m";

    private final int number;

    Colour(int number) {
        this.number = number;
    }

    String code() {
        return "\u001b[" + number + "m";
    }
}
