package dev.bellwether.agent.collect.read;

import dev.bellwether.model.RegularExpression;
import org.jspecify.annotations.Nullable;

/**
 * Takes names by one expression and leaves others out by another. As in node_exporter an expression matches anywhere in the
 * name unless it is anchored, and an empty one is switched off. Immutable; ask once for each name and remember the answer.
 */
public final class NameFilter {
    private final @Nullable RegularExpression include;
    private final @Nullable RegularExpression exclude;

    /** A filter from two expressions in RE2's syntax, either of them possibly empty. */
    public NameFilter(String include, String exclude) {
        this.include = compile(include);
        this.exclude = compile(exclude);
    }

    private static @Nullable RegularExpression compile(String expression) {
        return expression.isEmpty() ? null : RegularExpression.compile(".*(?:" + expression + ").*");
    }

    /** Whether a name is taken. */
    public boolean accepts(String name) {
        return (include == null || include.matches(name)) && (exclude == null || !exclude.matches(name));
    }
}
