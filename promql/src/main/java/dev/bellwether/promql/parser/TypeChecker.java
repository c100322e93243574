package dev.bellwether.promql.parser;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.AggregationOperator;
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
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.Map;

/** Notes where a syntactically right tree has the wrong types, in Prometheus's words and order. */
final class TypeChecker {
    private static final String VECTORS_AND_SCALARS =
            "binary expression must contain only scalar and instant vector types";

    private final TokenReader errors;
    private final Map<Binary, BinaryDetails> details;

    TypeChecker(TokenReader errors, Map<Binary, BinaryDetails> details) {
        this.errors = errors;
        this.details = details;
    }

    void check(Expression expression) {
        switch (expression) {
            case Aggregation aggregation -> aggregation(aggregation);
            case Binary binary -> binary(binary);
            case Call call -> call(call);
            case Parentheses parentheses -> check(parentheses.inner());
            case Unary unary -> unary(unary);
            case Subquery subquery -> subquery(subquery);
            case MatrixSelector matrix -> selector(matrix.selector(), false);
            case VectorSelector selector -> selector(selector, false);
            case NumberLiteral number -> {}
            case StringLiteral string -> {}
        }
    }

    private void expect(Expression expression, ValueType wanted, String context) {
        check(expression);
        if (expression.type() != wanted) {
            mismatch(expression.span(), wanted, context, expression.type());
        }
    }

    private void mismatch(Span span, ValueType wanted, String context, ValueType found) {
        errors.report(span, "expected type " + wanted.documented() + " in " + context + ", got " + found.documented());
    }

    private void aggregation(Aggregation aggregation) {
        expect(aggregation.inner(), ValueType.INSTANT_VECTOR, "aggregation expression");
        if (aggregation.parameter() != null) {
            boolean text = aggregation.operator() == AggregationOperator.COUNT_VALUES;
            expect(aggregation.parameter(), text ? ValueType.STRING : ValueType.SCALAR, "aggregation parameter");
        }
    }

    private void unary(Unary unary) {
        check(unary.inner());
        ValueType type = unary.inner().type();
        if (!isScalarOrVector(type)) {
            errors.report(
                    unary.span(),
                    "unary expression only allowed on expressions of type scalar or instant vector, got "
                            + GoText.quote(type.documented()));
        }
    }

    private void subquery(Subquery subquery) {
        check(subquery.inner());
        ValueType type = subquery.inner().type();
        if (type != ValueType.INSTANT_VECTOR) {
            String name = type == ValueType.RANGE_VECTOR ? "matrix" : type.documented();
            errors.report(subquery.span(), "subquery is only allowed on instant vector, got " + name + " instead");
        }
    }

    private void selector(VectorSelector selector, boolean mayBeEmpty) {
        String name = selector.metricName();
        if (name != null) {
            selector.matchers().stream()
                    .limit(selector.matchers().size() - 1L)
                    .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                    .forEach(matcher -> errors.report(
                            selector.span(),
                            "metric name must not be set twice: " + GoText.quote(name) + " or "
                                    + GoText.quote(matcher.value())));
        } else if (!mayBeEmpty && selector.matchers().stream().allMatch(TypeChecker::matchesNothing)) {
            errors.report(selector.span(), "vector selector must contain at least one non-empty matcher");
        }
    }

    private static boolean matchesNothing(Matcher matcher) {
        return matcher.matches("");
    }

    private void binary(Binary binary) {
        BinaryDetails written = details.get(binary);
        if (written == null) {
            throw new IllegalStateException("a binary expression was not made by this parser");
        }
        check(binary.left());
        check(binary.right());
        operator(binary, written);
        ValueType left = binary.left().type();
        ValueType right = binary.right().type();
        if (!isScalarOrVector(left)) {
            errors.report(binary.left().span(), VECTORS_AND_SCALARS);
        }
        if (!isScalarOrVector(right)) {
            errors.report(binary.right().span(), VECTORS_AND_SCALARS);
        }
        if (left != ValueType.INSTANT_VECTOR || right != ValueType.INSTANT_VECTOR) {
            if (!written.modifiers().labels().isEmpty()) {
                errors.report(binary.span(), "vector matching only allowed between instant vectors");
            }
            if (written.modifiers().fills()) {
                errors.report(binary.span(), "filling in missing series only allowed between instant vectors");
            }
        } else if (binary.operator().isSet()) {
            setOperator(binary, written.modifiers());
        }
        boolean scalar = left == ValueType.SCALAR || right == ValueType.SCALAR;
        if (scalar && binary.operator().isSet()) {
            errors.report(binary.span(), "set operator " + quoted(binary) + " not allowed in binary scalar expression");
        }
    }

    private void operator(Binary binary, BinaryDetails written) {
        boolean scalars =
                binary.left().type() == ValueType.SCALAR && binary.right().type() == ValueType.SCALAR;
        if (binary.returnBool() && !binary.operator().isComparison()) {
            errors.report(written.operatorSpan(), "bool modifier can only be used on comparison operators");
        }
        if (binary.operator().isComparison() && !binary.returnBool() && scalars) {
            errors.report(written.operatorSpan(), "comparisons between scalars must use BOOL modifier");
        }
        if (written.modifiers().on()) {
            for (String label : written.modifiers().labels()) {
                if (written.modifiers().include().contains(label)) {
                    errors.report(
                            written.operatorSpan(),
                            "label " + GoText.quote(label) + " must not occur in ON and GROUP clause at once");
                }
            }
        }
    }

    private void setOperator(Binary binary, BinaryModifiers modifiers) {
        if (modifiers.cardinality() != Cardinality.ONE_TO_ONE) {
            errors.report(binary.span(), "no grouping allowed for " + quoted(binary) + " operation");
            errors.report(binary.span(), "set operations must always be many-to-many");
        }
        if (modifiers.fills()) {
            errors.report(binary.span(), "filling in missing series not allowed for set operators");
        }
    }

    private static String quoted(Binary binary) {
        return GoText.quote(binary.operator().symbol());
    }

    private void call(Call call) {
        FunctionSignature signature = FunctionSignatures.find(call.function());
        if (signature == null) {
            throw new IllegalStateException("an unknown function \"" + call.function() + "\" was not refused before");
        }
        count(call, signature);
        boolean info = call.function().equals("info");
        if (info && call.arguments().size() > 1) {
            infoSelector(call.arguments().get(1));
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            if (i >= signature.maximumArguments() && signature.hasFixedArguments()) {
                break;
            }
            Expression argument = call.arguments().get(i);
            if (info && i == 1 && argument instanceof VectorSelector selector) {
                selector(selector, true);
            } else {
                expect(argument, signature.argumentType(i), "call to function " + GoText.quote(call.function()));
            }
        }
    }

    private void count(Call call, FunctionSignature signature) {
        int found = call.arguments().size();
        String fault = null;
        if (signature.hasFixedArguments() && found != signature.minimumArguments()) {
            fault = "expected " + signature.minimumArguments();
        } else if (found < signature.minimumArguments()) {
            fault = "expected at least " + signature.minimumArguments();
        } else if (found > signature.maximumArguments()) {
            fault = "expected at most " + signature.maximumArguments();
        }
        if (fault != null) {
            errors.report(
                    call.span(), fault + " argument(s) in call to " + GoText.quote(call.function()) + ", got " + found);
        }
    }

    private void infoSelector(Expression argument) {
        if (!(argument instanceof VectorSelector selector)) {
            errors.report(argument.span(), "expected label selectors only");
        } else if (selector.metricName() != null) {
            errors.report(argument.span(), "expected label selectors only, got vector selector instead");
        }
    }

    private static boolean isScalarOrVector(ValueType type) {
        return type == ValueType.SCALAR || type == ValueType.INSTANT_VECTOR;
    }
}
