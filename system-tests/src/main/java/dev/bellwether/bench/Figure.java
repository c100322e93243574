package dev.bellwether.bench;

import java.util.List;

/** One measurement. Blocks for as long as it takes; cleans up what it started. */
interface Figure {
    /** The word that chooses it on the command line. */
    String name();

    /** Whether it plays what this machine's collectors recorded. */
    default boolean needsTrace() {
        return true;
    }

    /**
     * Measures.
     *
     * @return rows of the table, one or more
     * @throws SkippedException where something it needs is missing
     * @throws Exception where it fails: a row says so, the other figures go on
     */
    List<Row> measure(Lab lab) throws Exception;
}
