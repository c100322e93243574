package dev.bellwether.promql.annotation;

import dev.bellwether.promql.expression.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Warnings and infos of a query, each text once, with Prometheus's wording.
 *
 * <p>Collected by one thread while the query runs; afterwards nobody writes to it and any thread may read.
 */
public final class Annotations {
    private final Map<String, Annotation> byText = new LinkedHashMap<>();

    /** Those who listen, the innermost last. */
    private final List<Annotations> recordings = new ArrayList<>(0);

    /** Adds an annotation, or merges it with one of the same text. */
    public void add(Annotation annotation) {
        byText.merge(annotation.text(), annotation, Annotation::mergedWith);
        for (Annotations recording : recordings) {
            recording.add(annotation);
        }
    }

    /** What is added from now on, until {@link #stop} is called with it; recordings may be nested. */
    public Annotations record() {
        Annotations recording = new Annotations();
        recordings.add(recording);
        return recording;
    }

    /** Ends a recording, and those that were begun after it. */
    public void stop(Annotations recording) {
        int index = recordings.lastIndexOf(recording);
        if (index >= 0) {
            recordings.subList(index, recordings.size()).clear();
        }
    }

    /** Adds what a recording holds again, for another place of the same text: each position is replaced. */
    public void repeat(Annotations recording, UnaryOperator<Span> position) {
        for (Annotation annotation : recording.byText.values()) {
            add(annotation.at(position.apply(annotation.span())));
        }
    }

    public boolean isEmpty() {
        return byText.isEmpty();
    }

    /** All of them, in the order in which they were found. */
    public List<Annotation> all() {
        return List.copyOf(byText.values());
    }

    /**
     * The warnings as Prometheus's API shows them, with the position in the query behind each.
     *
     * @param query the text of the query, for lines and columns
     */
    public List<String> warnings(String query) {
        return texts(query, Annotation.Severity.WARNING);
    }

    /** The infos; see {@link #warnings}. */
    public List<String> infos(String query) {
        return texts(query, Annotation.Severity.INFO);
    }

    private List<String> texts(String query, Annotation.Severity severity) {
        List<String> texts = new ArrayList<>();
        for (Annotation annotation : byText.values()) {
            if (annotation.severity() == severity) {
                texts.add(annotation.textWithDetail() + " ("
                        + position(query, annotation.span().start()) + ")");
            }
        }
        return texts;
    }

    private static String position(String query, int start) {
        if (query.isEmpty()) {
            return "unknown position";
        }
        if (start < 0 || start > query.length()) {
            return "invalid position";
        }
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < start; i++) {
            if (query.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = query.substring(lineStart, start).getBytes(StandardCharsets.UTF_8).length + 1;
        return line + ":" + column;
    }
}
