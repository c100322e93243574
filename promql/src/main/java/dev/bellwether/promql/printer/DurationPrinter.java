package dev.bellwether.promql.printer;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.DurationExpression.Binary;
import dev.bellwether.promql.expression.DurationExpression.Literal;
import dev.bellwether.promql.expression.DurationExpression.Operator;
import dev.bellwether.promql.expression.DurationExpression.Parentheses;
import dev.bellwether.promql.expression.DurationExpression.Range;
import dev.bellwether.promql.expression.DurationExpression.Step;
import dev.bellwether.promql.expression.DurationExpression.Unary;
import dev.bellwether.promql.parser.PromqlDuration;

/** Writes literal and computed durations. */
final class DurationPrinter {
    private DurationPrinter() {}

    static void print(DurationExpression duration, StringBuilder text) {
        switch (duration) {
            case Literal literal -> text.append(literal(literal.seconds(), literal.writtenAsDuration()));
            case Step step -> text.append("step()");
            case Range range -> text.append("range()");
            case Unary unary -> {
                text.append(unary.negative() ? "-" : "");
                print(unary.inner(), text);
            }
            case Parentheses parentheses -> {
                text.append('(');
                print(parentheses.inner(), text);
                text.append(')');
            }
            case Binary binary -> binary(binary, text);
        }
    }

    /** {@code 5m} where that is wanted, else {@code 300}. */
    static String literal(double seconds, boolean asDuration) {
        return asDuration ? PromqlDuration.printMillis(Math.round(seconds * 1000)) : NumberPrinter.plain(seconds);
    }

    private static void binary(Binary binary, StringBuilder text) {
        boolean call = binary.operator() == Operator.MINIMUM || binary.operator() == Operator.MAXIMUM;
        if (call) {
            text.append(binary.operator().symbol()).append('(');
        }
        print(binary.left(), text);
        text.append(call ? ", " : " " + binary.operator().symbol() + " ");
        print(binary.right(), text);
        if (call) {
            text.append(')');
        }
    }
}
