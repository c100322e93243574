package dev.bellwether.query;

import java.util.List;

/** Whether requests can be answered. Safe for use by many threads; returns at once. */
@FunctionalInterface
public interface Readiness {
    /** Always ready. */
    Readiness ALWAYS = List::of;

    /** What is missing, a short sentence each; empty when ready. */
    List<String> missing();
}
