package dev.bellwether.promql.printer;

import dev.bellwether.model.LabelText;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Aggregation;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.Call;
import dev.bellwether.promql.expression.Expression.MatrixSelector;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Expression.Parentheses;
import dev.bellwether.promql.expression.Expression.StringLiteral;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.Unary;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.List;

/**
 * Writes an expression in one line and in one way: the text Prometheus gives it in annotations.
 *
 * <p>What is written of a parsed tree reads back to an equal tree, apart from positions and from the order of the
 * conditions in braces, which is that of their texts. Stateless and safe for use by many threads.
 */
public final class ExpressionPrinter {
    static final String BARE_INFINITY = "Inf";

    private ExpressionPrinter() {}

    /** The canonical text. */
    public static String print(Expression expression) {
        StringBuilder text = new StringBuilder();
        print(expression, text);
        return text.toString();
    }

    private static void print(Expression expression, StringBuilder text) {
        switch (expression) {
            case NumberLiteral number ->
                text.append(DurationPrinter.literal(number.value(), number.writtenAsDuration()));
            case StringLiteral string -> text.append(LabelText.quote(string.value()));
            case Parentheses parentheses -> {
                text.append('(');
                print(parentheses.inner(), text);
                text.append(')');
            }
            case Unary unary -> {
                text.append(unary.negative() ? '-' : '+');
                print(unary.inner(), text);
            }
            case Binary binary -> {
                leftOperand(binary, text);
                text.append(' ');
                operator(binary, text);
                text.append(' ');
                print(binary.right(), text);
            }
            case Aggregation aggregation -> {
                head(aggregation, text);
                text.append('(');
                if (aggregation.parameter() != null) {
                    print(aggregation.parameter(), text);
                    text.append(", ");
                }
                print(aggregation.inner(), text);
                text.append(')');
            }
            case Call call -> call(call, text);
            case VectorSelector selector -> SelectorPrinter.print(selector, text);
            case MatrixSelector matrix -> SelectorPrinter.print(matrix, text);
            case Subquery subquery -> {
                print(subquery.inner(), text);
                SelectorPrinter.printSuffix(subquery, text);
            }
        }
    }

    private static void leftOperand(Binary binary, StringBuilder text) {
        if (startsWithBareInfinity(binary)) {
            text.append(BARE_INFINITY);
        } else {
            print(binary.left(), text);
        }
    }

    /** Whether {@code +Inf} stands before a power: with its sign it would be read as {@code +(Inf ^ x)}. */
    static boolean startsWithBareInfinity(Binary binary) {
        return binary.operator() == BinaryOperator.POWER
                && binary.left() instanceof NumberLiteral number
                && number.value() == Double.POSITIVE_INFINITY;
    }

    private static void call(Call call, StringBuilder text) {
        text.append(call.function()).append('(');
        String separator = "";
        for (Expression argument : call.arguments()) {
            text.append(separator);
            print(argument, text);
            separator = ", ";
        }
        text.append(')');
    }

    /** An aggregation up to its parenthesis: {@code sum by (job) }. */
    static void head(Aggregation aggregation, StringBuilder text) {
        text.append(aggregation.operator().keyword());
        if (aggregation.without() || !aggregation.grouping().isEmpty()) {
            text.append(aggregation.without() ? " without " : " by ");
            labels(aggregation.grouping(), text);
            text.append(' ');
        }
    }

    /** A binary operator with its modifiers. */
    static void operator(Binary binary, StringBuilder text) {
        text.append(binary.operator().symbol());
        if (binary.returnBool()) {
            text.append(" bool");
        }
        if (binary.matching() != null) {
            matching(binary.matching(), text);
        }
    }

    private static void matching(VectorMatching matching, StringBuilder text) {
        boolean left = matching.cardinality() == Cardinality.MANY_TO_ONE;
        boolean grouped = left || matching.cardinality() == Cardinality.ONE_TO_MANY;
        if (matching.on() || grouped || !matching.labels().isEmpty()) {
            text.append(matching.on() ? " on " : " ignoring ");
            labels(matching.labels(), text);
        }
        if (grouped) {
            text.append(left ? " group_left " : " group_right ");
            labels(matching.include(), text);
        }
        Double fillLeft = matching.fillLeft();
        Double fillRight = matching.fillRight();
        if (fillLeft != null && fillLeft.equals(fillRight)) {
            fill("fill", fillLeft, text);
            return;
        }
        if (fillLeft != null) {
            fill("fill_left", fillLeft, text);
        }
        if (fillRight != null) {
            fill("fill_right", fillRight, text);
        }
    }

    private static void fill(String keyword, double value, StringBuilder text) {
        text.append(' ')
                .append(keyword)
                .append(" (")
                .append(NumberPrinter.general(value))
                .append(')');
    }

    private static void labels(List<String> names, StringBuilder text) {
        text.append('(');
        String separator = "";
        for (String name : names) {
            text.append(separator).append(LabelText.isLegacyLabelName(name) ? name : LabelText.quote(name));
            separator = ", ";
        }
        text.append(')');
    }
}
