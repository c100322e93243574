package dev.bellwether.cli.output;

/** How results are shown; the constants are spelt as on the command line. */
public enum OutputFormat {
    table,
    json,
    csv,
    graph
}
