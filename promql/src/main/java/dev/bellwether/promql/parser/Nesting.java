package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;

/**
 * Bounds the depth of the tree, so that neither the parser nor what walks the tree later can exhaust the stack: both
 * nested parentheses and long chains such as {@code a + a + a} make a tree deep.
 */
final class Nesting {
    /** The most levels of a tree. */
    static final int LIMIT = 500;

    private final TokenReader tokens;
    private int open;
    private int lastDepth;

    Nesting(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Before the parser calls itself. */
    void enter() {
        if (++open > LIMIT) {
            throw tooDeep(tokens.peek().span());
        }
    }

    /** Behind {@link #enter}, with the depth of the tree that was made. */
    void leave(int depth) {
        open--;
        lastDepth = depth;
    }

    /** How often the parser has called itself. */
    int open() {
        return open;
    }

    /** Goes back to an earlier {@link #open} after a derailment. */
    void reopen(int earlier) {
        open = earlier;
    }

    /** A tree of one node was made. */
    void leaf() {
        lastDepth = 1;
    }

    /** Goes back to the depth of an operand after parts of it were read. */
    void restore(int depth) {
        lastDepth = depth;
    }

    /** Depth of the tree made last. */
    int lastDepth() {
        return lastDepth;
    }

    /** A node was put on top of a tree of that depth; returns the new depth. */
    int grown(int depth, Span span) {
        lastDepth = depth + 1;
        if (lastDepth > LIMIT) {
            throw tooDeep(span);
        }
        return lastDepth;
    }

    private Derailed tooDeep(Span span) {
        return tokens.giveUp(span, "expression is nested deeper than " + LIMIT + " levels");
    }
}
