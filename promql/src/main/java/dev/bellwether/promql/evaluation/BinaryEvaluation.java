package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.functions.FloatOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates binary operators of which at least one side is a vector. */
final class BinaryEvaluation {
    private final Evaluator evaluator;
    private final QueryContext context;

    BinaryEvaluation(Evaluator evaluator, QueryContext context) {
        this.evaluator = evaluator;
        this.context = context;
    }

    List<Column> evaluate(Expression.Binary binary, Steps steps) {
        boolean leftScalar = binary.left().type() == ValueType.SCALAR;
        boolean rightScalar = binary.right().type() == ValueType.SCALAR;
        if (leftScalar) {
            double[] scalar = evaluator.scalar(binary.left(), steps);
            return withScalar(binary, evaluator.vector(binary.right(), steps), scalar, true);
        }
        List<Column> left = evaluator.vector(binary.left(), steps);
        if (rightScalar) {
            return withScalar(binary, left, evaluator.scalar(binary.right(), steps), false);
        }
        List<Column> right = evaluator.vector(binary.right(), steps);
        VectorMatching matching = binary.matching();
        if (matching == null) {
            throw new IllegalStateException("a binary expression of two vectors needs a matching");
        }
        List<Column> result = binary.operator().isSet()
                ? new SetOperation(matching, context, steps.count()).apply(binary.operator(), left, right)
                : new MatchedOperation(binary, matching, context, steps.count()).apply(left, right);
        left.forEach(column -> context.release(column.cost()));
        right.forEach(column -> context.release(column.cost()));
        result.forEach(column -> context.reserve(column.cost()));
        return result;
    }

    private List<Column> withScalar(
            Expression.Binary binary, List<Column> columns, double[] scalar, boolean scalarIsLeft) {
        BinaryOperator operator = binary.operator();
        boolean dropName = FloatOperation.changesMeaning(operator) || binary.returnBool();
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(scalar.length);
            Column result = column.histograms() == null && !isTrim(operator)
                    ? floats(binary, column, scalar, scalarIsLeft, dropName)
                    : mixed(binary, column, scalar, scalarIsLeft, dropName);
            if (result != null) {
                results.add(result);
            }
        }
        return context.delaysNameRemoval() || !dropName ? results : ColumnsBuilder.merged(results);
    }

    private static boolean isTrim(BinaryOperator operator) {
        return operator == BinaryOperator.TRIM_LOWER || operator == BinaryOperator.TRIM_UPPER;
    }

    private @Nullable Column floats(
            Expression.Binary binary, Column column, double[] scalar, boolean scalarIsLeft, boolean dropName) {
        BinaryOperator operator = binary.operator();
        boolean comparison = operator.isComparison();
        double[] source = column.values();
        double[] values = new double[source.length];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            double value = source[i];
            if (SpecialValues.isAbsent(value)) {
                values[i] = value;
                continue;
            }
            double left = scalarIsLeft ? scalar[i] : value;
            double right = scalarIsLeft ? value : scalar[i];
            if (!comparison) {
                values[i] = FloatOperation.compute(operator, left, right);
                any = true;
                continue;
            }
            boolean holds = FloatOperation.compare(operator, left, right);
            if (binary.returnBool()) {
                values[i] = holds ? 1 : 0;
                any = true;
            } else {
                values[i] = holds ? value : SpecialValues.ABSENT;
                any |= holds;
            }
        }
        return any ? derived(column, dropName, values, null) : null;
    }

    private @Nullable Column mixed(
            Expression.Binary binary, Column column, double[] scalar, boolean scalarIsLeft, boolean dropName) {
        ElementOperation operation = new ElementOperation(binary.operator(), context.annotations(), binary.span());
        ColumnWriter writer = new ColumnWriter(scalar.length);
        for (int i = 0; i < scalar.length; i++) {
            if (!column.isPresent(i)) {
                continue;
            }
            double value = column.values()[i];
            NativeHistogram histogram = column.histogram(i);
            if (scalarIsLeft) {
                operation.apply(scalar[i], null, value, histogram);
            } else {
                operation.apply(value, histogram, scalar[i], null);
            }
            if (operation.hasFailed()) {
                continue;
            }
            if (binary.returnBool()) {
                writer.write(i, operation.isKept() ? 1 : 0);
            } else if (operation.isKept()) {
                boolean keepsVector = scalarIsLeft && binary.operator().isComparison();
                NativeHistogram result = keepsVector ? histogram : operation.histogram();
                if (result != null) {
                    writer.write(i, result);
                } else {
                    writer.write(i, keepsVector ? value : operation.value());
                }
            }
        }
        Column written = writer.column(column.labels(), false, context);
        if (written == null) {
            return null;
        }
        context.release(written.cost());
        return derived(column, dropName, written.values(), written.histograms());
    }

    private Column derived(
            Column column, boolean dropName, double[] values, @Nullable NativeHistogram @Nullable [] histograms) {
        Labels labels = dropName ? context.labelsOfDerived(column.labels()) : column.labels();
        return new Column(labels, dropName || column.dropName(), values, histograms);
    }
}
