package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.functions.FloatOperation;
import dev.bellwether.promql.functions.InstantFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** Evaluates scalar expressions: a number for every step. */
final class ScalarEvaluation {
    private final Evaluator evaluator;
    private final QueryContext context;

    ScalarEvaluation(Evaluator evaluator, QueryContext context) {
        this.evaluator = evaluator;
        this.context = context;
    }

    double[] evaluate(Expression expression, Steps steps) {
        return switch (expression) {
            case Expression.NumberLiteral number -> constant(number.value(), steps);
            case Expression.Parentheses parentheses -> evaluator.scalar(parentheses.inner(), steps);
            case Expression.Unary unary -> negated(unary, evaluator.scalar(unary.inner(), steps));
            case Expression.Binary binary ->
                combined(
                        evaluator.scalar(binary.left(), steps),
                        evaluator.scalar(binary.right(), steps),
                        FloatOperation.scalar(binary.operator()));
            case Expression.Call call -> called(call, steps);
            default ->
                throw QueryException.execution(
                        "expected a scalar, got " + expression.type().documented());
        };
    }

    private double[] called(Expression.Call call, Steps steps) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "time" -> times(steps);
            case "pi" -> constant(Math.PI, steps);
            case "start" -> constant(context.queryStartMillis() / 1000.0, steps);
            case "end" -> constant(context.queryEndMillis() / 1000.0, steps);
            case "range" -> constant((context.queryEndMillis() - context.queryStartMillis()) / 1000.0, steps);
            case "step" ->
                constant(
                        context.queryStartMillis() == context.queryEndMillis() ? 0 : context.queryStepMillis() / 1000.0,
                        steps);
            case "max_of" ->
                combined(
                        evaluator.scalar(arguments.get(0), steps),
                        evaluator.scalar(arguments.get(1), steps),
                        InstantFunctions::maximum);
            case "min_of" ->
                combined(
                        evaluator.scalar(arguments.get(0), steps),
                        evaluator.scalar(arguments.get(1), steps),
                        InstantFunctions::minimum);
            case "scalar" -> onlyFloats(evaluator.vector(arguments.getFirst(), steps), steps);
            default -> throw QueryException.badData("unknown function with name \"" + call.function() + "\"");
        };
    }

    /** The one float at each step, NaN where there is none or more than one. */
    private double[] onlyFloats(List<Column> columns, Steps steps) {
        double[] values = constant(Double.NaN, steps);
        boolean[] found = new boolean[steps.count()];
        for (Column column : columns) {
            context.work(values.length);
            for (int step = 0; step < values.length; step++) {
                if (column.hasFloat(step)) {
                    values[step] = found[step] ? Double.NaN : column.values()[step];
                    found[step] = true;
                }
            }
        }
        return values;
    }

    private static double[] times(Steps steps) {
        double[] values = new double[steps.count()];
        for (int step = 0; step < values.length; step++) {
            values[step] = steps.time(step) / 1000.0;
        }
        return values;
    }

    private static double[] constant(double value, Steps steps) {
        double[] values = new double[steps.count()];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] negated(Expression.Unary unary, double[] values) {
        if (unary.negative()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = -values[i];
            }
        }
        return values;
    }

    private static double[] combined(double[] left, double[] right, DoubleBinaryOperator operation) {
        for (int i = 0; i < left.length; i++) {
            left[i] = operation.applyAsDouble(left[i], right[i]);
        }
        return left;
    }
}
