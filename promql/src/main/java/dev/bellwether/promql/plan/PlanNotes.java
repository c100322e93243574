package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was optimised where, for people. Collected by one thread while it plans. */
public final class PlanNotes {
    private final Map<Span, List<String>> bySpan = new HashMap<>();

    public PlanNotes() {}

    /** Notes that something was done at a place of the text. */
    public void add(Span span, String note) {
        bySpan.computeIfAbsent(span, missing -> new ArrayList<>(1)).add(note);
    }

    /** What was done at a place, in the order in which it was done. */
    public List<String> at(Span span) {
        return List.copyOf(bySpan.getOrDefault(span, List.of()));
    }

    public boolean isEmpty() {
        return bySpan.isEmpty();
    }
}
