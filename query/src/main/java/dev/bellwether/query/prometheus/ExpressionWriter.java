package dev.bellwether.query.prometheus;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.ValueType;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.parser.FunctionSignature;
import dev.bellwether.promql.parser.FunctionSignatures;
import dev.bellwether.query.json.GoFloat;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an expression as the tree that {@code /api/v1/parse_query} of Prometheus answers. Stateless. */
final class ExpressionWriter {
    private ExpressionWriter() {}

    static void write(@Nullable Expression expression, JsonWriter json) throws IOException {
        if (expression == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        switch (expression) {
            case Expression.NumberLiteral number -> {
                type("numberLiteral", json);
                json.name("val").value(GoFloat.formatPlain(number.value()));
            }
            case Expression.StringLiteral text -> {
                type("stringLiteral", json);
                json.name("val").value(text.value());
            }
            case Expression.Parentheses parentheses -> {
                type("parenExpr", json);
                write(parentheses.inner(), json.name("expr"));
            }
            case Expression.Unary unary -> {
                type("unaryExpr", json);
                json.name("op").value(unary.negative() ? "-" : "+");
                write(unary.inner(), json.name("expr"));
            }
            case Expression.Binary binary -> binary(binary, json);
            case Expression.Aggregation aggregation -> {
                type("aggregation", json);
                json.name("op").value(aggregation.operator().keyword());
                write(aggregation.inner(), json.name("expr"));
                write(aggregation.parameter(), json.name("param"));
                json.name("grouping").texts(aggregation.grouping());
                json.name("without").value(aggregation.without());
            }
            case Expression.Call call -> call(call, json);
            case Expression.VectorSelector selector -> {
                type("vectorSelector", json);
                selector(selector, json);
            }
            case Expression.MatrixSelector matrix -> {
                type("matrixSelector", json);
                selector(matrix.selector(), json);
                DurationWriter.write("range", matrix.range(), json);
            }
            case Expression.Subquery subquery -> {
                type("subquery", json);
                write(subquery.inner(), json.name("expr"));
                DurationWriter.write("range", subquery.range(), json);
                DurationWriter.write("step", subquery.step(), json);
                shift(subquery.shift(), json);
            }
        }
        json.endObject();
    }

    private static void type(String type, JsonWriter json) throws IOException {
        json.name("type").value(type);
    }

    private static void binary(Expression.Binary binary, JsonWriter json) throws IOException {
        type("binaryExpr", json);
        json.name("op").value(binary.operator().symbol());
        write(binary.left(), json.name("lhs"));
        write(binary.right(), json.name("rhs"));
        json.name("matching");
        VectorMatching matching = binary.matching();
        if (matching == null) {
            json.nullValue();
        } else {
            json.beginObject().name("card").value(cardinality(matching.cardinality()));
            json.name("labels").texts(matching.labels()).name("on").value(matching.on());
            json.name("include").texts(matching.include()).name("fillValues").beginObject();
            fill(matching.fillLeft(), json.name("lhs"));
            fill(matching.fillRight(), json.name("rhs"));
            json.endObject().endObject();
        }
        json.name("bool").value(binary.returnBool());
    }

    private static void fill(@Nullable Double value, JsonWriter json) throws IOException {
        if (value == null) {
            json.nullValue();
        } else {
            json.value(value.doubleValue());
        }
    }

    private static String cardinality(VectorMatching.Cardinality cardinality) {
        return switch (cardinality) {
            case ONE_TO_ONE -> "one-to-one";
            case MANY_TO_ONE -> "many-to-one";
            case ONE_TO_MANY -> "one-to-many";
            case MANY_TO_MANY -> "many-to-many";
        };
    }

    private static void call(Expression.Call call, JsonWriter json) throws IOException {
        type("call", json);
        FunctionSignature signature = FunctionSignatures.find(call.function());
        json.name("func").beginObject().name("name").value(call.function());
        json.name("argTypes").beginArray();
        List<ValueType> types = signature == null ? List.of() : declaredTypes(signature);
        for (ValueType argument : types) {
            json.value(goName(argument));
        }
        json.endArray().name("variadic").value(signature == null ? 0 : variadic(signature, types.size()));
        json.name("returnType")
                .value(goName(call.type()))
                .endObject()
                .name("args")
                .beginArray();
        for (Expression argument : call.arguments()) {
            write(argument, json);
        }
        json.endArray();
    }

    /** Prometheus lists a type for each argument that has a place of its own. */
    private static List<ValueType> declaredTypes(FunctionSignature signature) {
        int declared = signature.argumentTypes().size();
        int wanted = signature.maximumArguments() == FunctionSignature.UNLIMITED
                ? Math.max(declared, signature.minimumArguments())
                : Math.max(declared, signature.minimumArguments());
        if (wanted == declared) {
            return signature.argumentTypes();
        }
        List<ValueType> types = new java.util.ArrayList<>(signature.argumentTypes());
        types.addAll(
                Collections.nCopies(wanted - declared, signature.argumentTypes().getLast()));
        return types;
    }

    /** −1 for any number of further arguments, else how many may be left out. */
    private static long variadic(FunctionSignature signature, int declared) {
        if (signature.maximumArguments() == FunctionSignature.UNLIMITED) {
            return -1;
        }
        return Math.max(0, signature.maximumArguments() - Math.min(declared, signature.minimumArguments()));
    }

    private static String goName(ValueType type) {
        return switch (type) {
            case SCALAR -> "scalar";
            case INSTANT_VECTOR -> "vector";
            case RANGE_VECTOR -> "matrix";
            case STRING -> "string";
        };
    }

    private static void selector(Expression.VectorSelector selector, JsonWriter json) throws IOException {
        String name = selector.metricName();
        json.name("name").value(name == null ? "" : name).name("matchers").beginArray();
        for (Matcher matcher : selector.matchers()) {
            json.beginObject().name("name").value(matcher.name());
            json.name("value").value(matcher.value());
            json.name("type").value(matcher.operator().symbol()).endObject();
        }
        json.endArray();
        shift(selector.shift(), json);
        json.name("anchored").value(selector.range() == RangeKind.ANCHORED);
        json.name("smoothed").value(selector.range() == RangeKind.SMOOTHED);
    }

    private static void shift(TimeShift shift, JsonWriter json) throws IOException {
        DurationExpression offset = shift.offset();
        DurationWriter.write("offset", offset, json);
        json.name("timestamp");
        if (shift.anchor() instanceof TimeShift.Anchor.Time time) {
            json.value(time.timestampMillis());
        } else {
            json.nullValue();
        }
        json.name("startOrEnd");
        switch (shift.anchor()) {
            case TimeShift.Anchor.Start start -> json.value("start");
            case TimeShift.Anchor.End end -> json.value("end");
            case TimeShift.Anchor.Time time -> json.nullValue();
            case null -> json.nullValue();
        }
    }
}
