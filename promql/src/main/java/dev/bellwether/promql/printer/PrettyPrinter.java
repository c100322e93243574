package dev.bellwether.promql.printer;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Aggregation;
import dev.bellwether.promql.expression.Expression.Binary;
import dev.bellwether.promql.expression.Expression.Call;
import dev.bellwether.promql.expression.Expression.Parentheses;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.Unary;

/**
 * Writes an expression for people: what does not fit into a line is broken and indented by two blanks, as {@code
 * promtool promql format} does. Immutable and safe for use by many threads.
 */
public final class PrettyPrinter {
    /** The line's length of {@code /api/v1/format_query}. */
    public static final int LINE_LENGTH = 100;

    private static final String INDENT = "  ";

    private final int lineLength;

    private PrettyPrinter(int lineLength) {
        this.lineLength = lineLength;
    }

    /** The text in lines of about {@value #LINE_LENGTH} characters. */
    public static String print(Expression expression) {
        return print(expression, LINE_LENGTH);
    }

    /**
     * The text in lines of about a given length; what cannot be broken may be longer.
     *
     * @param lineLength characters, at least 1
     */
    public static String print(Expression expression, int lineLength) {
        if (lineLength < 1) {
            throw new IllegalArgumentException("lineLength is " + lineLength + ", at least 1 is needed");
        }
        StringBuilder text = new StringBuilder();
        new PrettyPrinter(lineLength).print(expression, 0, text);
        return text.toString();
    }

    private void print(Expression expression, int level, StringBuilder text) {
        if (expression instanceof Unary unary) {
            indent(level, text).append(unary.negative() ? '-' : '+');
            StringBuilder inner = new StringBuilder();
            print(unary.inner(), level, inner);
            text.append(inner.toString().strip());
            return;
        }
        String line = ExpressionPrinter.print(expression);
        if (line.codePointCount(0, line.length()) <= lineLength) {
            indent(level, text).append(line);
            return;
        }
        switch (expression) {
            case Aggregation aggregation -> aggregation(aggregation, level, text);
            case Binary binary -> binary(binary, level, text);
            case Call call -> call(call, level, text);
            case Parentheses parentheses -> {
                indent(level, text).append("(\n");
                print(parentheses.inner(), level + 1, text);
                indent(level, text.append('\n')).append(')');
            }
            case Subquery subquery -> {
                print(subquery.inner(), level, text);
                SelectorPrinter.printSuffix(subquery, text);
            }
            default -> indent(level, text).append(line);
        }
    }

    private void aggregation(Aggregation aggregation, int level, StringBuilder text) {
        indent(level, text);
        ExpressionPrinter.head(aggregation, text);
        text.append("(\n");
        if (aggregation.parameter() != null) {
            print(aggregation.parameter(), level + 1, text);
            text.append(",\n");
        }
        print(aggregation.inner(), level + 1, text);
        indent(level, text.append('\n')).append(')');
    }

    private void binary(Binary binary, int level, StringBuilder text) {
        if (ExpressionPrinter.startsWithBareInfinity(binary)) {
            indent(level + 1, text).append(ExpressionPrinter.BARE_INFINITY);
        } else {
            print(binary.left(), level + 1, text);
        }
        indent(level, text.append('\n'));
        ExpressionPrinter.operator(binary, text);
        print(binary.right(), level + 1, text.append('\n'));
    }

    private void call(Call call, int level, StringBuilder text) {
        indent(level, text).append(call.function()).append('(');
        String separator = "\n";
        for (Expression argument : call.arguments()) {
            print(argument, level + 1, text.append(separator));
            separator = ",\n";
        }
        indent(level, text.append('\n')).append(')');
    }

    private static StringBuilder indent(int level, StringBuilder text) {
        return text.append(INDENT.repeat(level));
    }
}
