package dev.bellwether.model;

import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression with RE2's syntax, anchored at both ends, where a dot matches every character.
 *
 * <p>What RE2 refuses (look-around, back references, possessive quantifiers) is refused here too. Matching is bounded:
 * an expression that needs more than {@link #MAX_STEPS} reads of characters for one value fails instead of hanging.
 * Immutable and safe for use by many threads.
 */
public final class RegularExpression {
    /** The most characters that one match may read. */
    public static final int MAX_STEPS = 1_000_000;

    private static final int MAX_CACHED = 10_000;
    private static final ConcurrentHashMap<String, RegularExpression> CACHE = new ConcurrentHashMap<>();

    private final Pattern pattern;

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles an expression, or finds it among those compiled lately.
     *
     * @throws IllegalArgumentException with the reason where it is not a valid RE2 expression
     */
    public static RegularExpression compile(String expression) {
        RegularExpression known = CACHE.get(expression);
        if (known == null) {
            known = new RegularExpression(compilePattern(expression));
            if (CACHE.size() >= MAX_CACHED) {
                CACHE.clear();
            }
            CACHE.put(expression, known);
        }
        return known;
    }

    private static Pattern compilePattern(String expression) {
        try {
            return Pattern.compile(Re2Syntax.toJava(expression), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "invalid regular expression " + LabelText.quote(expression) + ": " + e.getDescription(), e);
        }
    }

    /**
     * Whether the whole text matches.
     *
     * @throws IllegalStateException where that takes more than {@link #MAX_STEPS} steps
     */
    public boolean matches(String text) {
        return pattern.matcher(new BoundedText(text, new int[] {MAX_STEPS})).matches();
    }

    /** The pattern, for groups and replacing; match it only against {@link #bounded} texts. */
    public Pattern pattern() {
        return pattern;
    }

    /** A view of the text that stops a match after {@link #MAX_STEPS} reads. */
    public static CharSequence bounded(String text) {
        return new BoundedText(text, new int[] {MAX_STEPS});
    }

    private record BoundedText(String text, int[] stepsLeft) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--stepsLeft[0] < 0) {
                throw new IllegalStateException(
                        "a regular expression needs more than " + MAX_STEPS + " steps on one value; make it simpler");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
