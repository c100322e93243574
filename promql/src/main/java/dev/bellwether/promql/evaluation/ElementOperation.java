package dev.bellwether.promql.evaluation;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.Annotations;
import dev.bellwether.promql.annotation.QueryMessages;
import dev.bellwether.promql.annotation.QueryMessages.HistogramOperation;
import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.functions.FloatOperation;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.HistogramAccumulator.Finding;
import dev.bellwether.promql.histogram.HistogramEquality;
import dev.bellwether.promql.histogram.HistogramTrim;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;
import org.jspecify.annotations.Nullable;

/**
 * A binary operator between two elements of vectors, floats or histograms.
 *
 * <p>Holds the outcome of the last application; reused from element to element.
 */
final class ElementOperation {
    private final BinaryOperator operator;
    private final Annotations annotations;
    private final Span span;

    private double value;
    private @Nullable NativeHistogram histogram;
    private boolean kept;
    private boolean failed;

    ElementOperation(BinaryOperator operator, Annotations annotations, Span span) {
        this.operator = operator;
        this.annotations = annotations;
        this.span = span;
    }

    /** The float that came out, where no histogram did. */
    double value() {
        return value;
    }

    @Nullable
    NativeHistogram histogram() {
        return histogram;
    }

    /** Whether the element stays in the result: always, unless a comparison does not hold. */
    boolean isKept() {
        return kept;
    }

    /** Whether the operator does not apply to such elements; people are told, and there is no result. */
    boolean hasFailed() {
        return failed;
    }

    /** Applies the operator; a histogram, where there is one, stands for its side. */
    void apply(
            double left,
            @Nullable NativeHistogram leftHistogram,
            double right,
            @Nullable NativeHistogram rightHistogram) {
        failed = false;
        histogram = null;
        value = 0;
        kept = true;
        if (leftHistogram == null && rightHistogram == null) {
            floats(left, right);
        } else if (leftHistogram == null) {
            floatAndHistogram(left, rightHistogram);
        } else if (rightHistogram == null) {
            histogramAndFloat(leftHistogram, right);
        } else {
            histograms(leftHistogram, rightHistogram);
        }
    }

    private void floats(double left, double right) {
        switch (operator) {
            case TRIM_UPPER, TRIM_LOWER -> fail("float", "float");
            case EQUAL, NOT_EQUAL, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL -> {
                value = left;
                kept = FloatOperation.compare(operator, left, right);
            }
            default -> value = FloatOperation.compute(operator, left, right);
        }
    }

    private void floatAndHistogram(double left, @Nullable NativeHistogram right) {
        if (operator == BinaryOperator.MULTIPLY && right != null) {
            histogram = HistogramAccumulator.of(right).multiply(left).compact().toHistogram();
        } else {
            fail("float", "histogram");
        }
    }

    private void histogramAndFloat(NativeHistogram left, double right) {
        switch (operator) {
            case MULTIPLY ->
                histogram =
                        HistogramAccumulator.of(left).multiply(right).compact().toHistogram();
            case DIVIDE ->
                histogram =
                        HistogramAccumulator.of(left).divide(right).compact().toHistogram();
            case TRIM_UPPER -> histogram = HistogramTrim.upper(left, right);
            case TRIM_LOWER -> histogram = HistogramTrim.lower(left, right);
            default -> fail("histogram", "float");
        }
    }

    private void histograms(NativeHistogram left, NativeHistogram right) {
        switch (operator) {
            case ADD -> combine(left, right, HistogramOperation.ADDITION);
            case SUBTRACT -> combine(left, right, HistogramOperation.SUBTRACTION);
            case EQUAL, NOT_EQUAL -> {
                histogram = left;
                kept = HistogramEquality.areEqual(left, right) == (operator == BinaryOperator.EQUAL);
            }
            default -> fail("histogram", "histogram");
        }
    }

    private void combine(NativeHistogram left, NativeHistogram right, HistogramOperation operation) {
        HistogramAccumulator result = HistogramAccumulator.of(left);
        try {
            if (operation == HistogramOperation.ADDITION) {
                result.add(right);
            } else {
                result.subtract(right).asGauge();
            }
        } catch (IncompatibleSchemasException e) {
            annotations.add(QueryMessages.incompatibleBucketLayout(operator.symbol(), span));
            failed = true;
            kept = false;
            return;
        }
        if (result.found(Finding.COUNTER_RESET_COLLISION)) {
            annotations.add(QueryMessages.counterResetCollision(operation, span));
        }
        if (result.found(Finding.BOUNDS_RECONCILED)) {
            annotations.add(QueryMessages.mismatchedCustomBuckets(operation, span));
        }
        histogram = result.compact().toHistogram();
    }

    private void fail(String left, String right) {
        annotations.add(QueryMessages.incompatibleTypes(left, operator.symbol(), right, span));
        failed = true;
        kept = false;
    }
}
