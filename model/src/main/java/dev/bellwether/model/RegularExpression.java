package dev.bellwether.model;

import java.util.Map;
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
    private static final int MAX_SHOWN = 200;
    private static final ConcurrentHashMap<String, RegularExpression> CACHE = new ConcurrentHashMap<>();

    private final Pattern pattern;
    private final Map<String, Integer> groups;

    private RegularExpression(Pattern pattern, Map<String, Integer> groups) {
        this.pattern = pattern;
        this.groups = groups;
    }

    /**
     * Compiles an expression, or finds it among those compiled lately.
     *
     * @throws IllegalArgumentException with the reason where it is not a valid RE2 expression
     */
    public static RegularExpression compile(String expression) {
        RegularExpression known = CACHE.get(expression);
        if (known == null) {
            known = translate(expression);
            if (CACHE.size() >= MAX_CACHED) {
                CACHE.clear();
            }
            CACHE.put(expression, known);
        }
        return known;
    }

    private static RegularExpression translate(String expression) {
        try {
            Re2Syntax.Translation translation = Re2Syntax.translate(expression);
            int flags = Pattern.DOTALL | Pattern.UNIX_LINES | Pattern.UNICODE_CASE;
            return new RegularExpression(Pattern.compile(translation.pattern(), flags), translation.groups());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "invalid regular expression " + shortened(expression) + ": " + e.getDescription(), e);
        }
    }

    private static String shortened(String expression) {
        return expression.codePointCount(0, expression.length()) <= MAX_SHOWN
                ? LabelText.quote(expression)
                : LabelText.quote(expression.substring(0, expression.offsetByCodePoints(0, MAX_SHOWN))) + "...";
    }

    /**
     * Whether the whole text matches.
     *
     * @throws IllegalStateException where that takes more than {@link #MAX_STEPS} steps, or too deep a stack
     */
    public boolean matches(String text) {
        try {
            return pattern.matcher(bounded(text)).matches();
        } catch (StackOverflowError e) {
            throw new IllegalStateException(
                    "a regular expression nests too deeply on a value of " + text.length() + " characters", e);
        }
    }

    /** The numbers of the named groups, from 1. */
    public Map<String, Integer> groups() {
        return groups;
    }

    /** The pattern, for groups (by number) and replacing; match it only against {@link #bounded} texts. */
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
