package dev.bellwether.promql.plan;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.VectorMatching;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lets both sides of a binary operator read only what can meet: in {@code a{x="1"} / on (x) b} nothing of {@code b} but
 * {@code x="1"} can have a partner.
 *
 * <p>A condition is handed on only where it is on a label by which the sides are matched, and only to a side of which
 * the unmatched elements do not count: both for arithmetic, comparison and {@code and}, the right of {@code unless}, none
 * of {@code or}. Never where {@code fill} makes up for what is missing.
 *
 * <p>Elements that are not read cannot be found wrong either: duplicates among those that nobody matches are no longer an
 * error, and people are not told about them.
 */
public final class MatcherPropagation {
    private MatcherPropagation() {}

    /** The expression with more conditions in its selectors; the expression itself where there is nothing to add. */
    public static Expression propagate(Expression expression) {
        return propagate(expression, new PlanNotes());
    }

    static Expression propagate(Expression expression, PlanNotes notes) {
        Expression inner = Children.replaced(expression, child -> propagate(child, notes));
        return inner instanceof Expression.Binary binary && binary.matching() != null
                ? acrossBinary(binary, binary.matching(), notes)
                : inner;
    }

    private static Expression acrossBinary(Expression.Binary binary, VectorMatching matching, PlanNotes notes) {
        boolean toLeft;
        boolean toRight;
        switch (binary.operator()) {
            case OR -> {
                toLeft = false;
                toRight = false;
            }
            case UNLESS -> {
                toLeft = false;
                toRight = true;
            }
            default -> {
                toLeft = matching.fillLeft() == null && matching.fillRight() == null;
                toRight = toLeft;
            }
        }
        Expression left = binary.left();
        Expression right = binary.right();
        List<Matcher> ofLeft = toRight ? matched(KnownMatchers.of(left), matching) : List.of();
        List<Matcher> ofRight = toLeft ? matched(KnownMatchers.of(right), matching) : List.of();
        Expression newLeft = Restriction.of(left, ofRight, notes);
        Expression newRight = Restriction.of(right, ofLeft, notes);
        return newLeft == left && newRight == right
                ? binary
                : new Expression.Binary(
                        binary.operator(), newLeft, newRight, binary.returnBool(), matching, binary.span());
    }

    private static List<Matcher> matched(List<Matcher> known, VectorMatching matching) {
        return known.stream()
                .filter(matcher -> MatchingLabels.areEqualAcross(matching, matcher.name()))
                .collect(Collectors.toUnmodifiableList());
    }
}
