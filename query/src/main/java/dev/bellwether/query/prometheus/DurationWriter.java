package dev.bellwether.query.prometheus;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.query.json.GoFloat;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the durations of an expression's tree: a literal in milliseconds, a computed one as a tree of its own. */
final class DurationWriter {
    private DurationWriter() {}

    /** The fields {@code name} and {@code nameExpr}. */
    static void write(String name, @Nullable DurationExpression duration, JsonWriter json) throws IOException {
        if (duration == null || duration instanceof DurationExpression.Literal) {
            double seconds = duration instanceof DurationExpression.Literal literal ? literal.seconds() : 0;
            json.name(name).value(Math.round(seconds * 1000));
            json.name(name + "Expr").nullValue();
        } else {
            json.name(name).value(0L);
            write(duration, false, json.name(name + "Expr"));
        }
    }

    private static void write(DurationExpression duration, boolean wrapped, JsonWriter json) throws IOException {
        switch (duration) {
            case DurationExpression.Literal literal ->
                json.beginObject()
                        .name("type")
                        .value("numberLiteral")
                        .name("val")
                        .value(GoFloat.formatPlain(literal.seconds()))
                        .name("duration")
                        .value(true)
                        .endObject();
            case DurationExpression.Parentheses parentheses -> write(parentheses.inner(), true, json);
            case DurationExpression.Step step -> operation("step", null, null, wrapped, json);
            case DurationExpression.Range range -> operation("range", null, null, wrapped, json);
            case DurationExpression.Unary unary ->
                operation(unary.negative() ? "-" : "+", null, unary.inner(), wrapped, json);
            case DurationExpression.Binary binary ->
                operation(binary.operator().symbol(), binary.left(), binary.right(), wrapped, json);
        }
    }

    private static void operation(
            String operator,
            @Nullable DurationExpression left,
            @Nullable DurationExpression right,
            boolean wrapped,
            JsonWriter json)
            throws IOException {
        json.beginObject().name("type").value("durationExpr").name("op").value(operator);
        side("lhs", left, json);
        side("rhs", right, json);
        json.name("wrapped").value(wrapped).endObject();
    }

    private static void side(String name, @Nullable DurationExpression side, JsonWriter json) throws IOException {
        json.name(name);
        if (side == null) {
            json.nullValue();
        } else {
            write(side, false, json);
        }
    }
}
