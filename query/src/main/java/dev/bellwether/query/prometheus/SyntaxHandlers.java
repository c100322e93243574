package dev.bellwether.query.prometheus;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.printer.PrettyPrinter;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.execution.QueryService;

/** {@code /api/v1/format_query} and {@code parse_query}. Safe for use by many threads. */
public final class SyntaxHandlers {
    private final QueryService queries;

    public SyntaxHandlers(QueryService queries) {
        this.queries = queries;
    }

    /** The expression in the form that people read best. */
    public Reply format(Request request) {
        String text = PrettyPrinter.print(expression(request));
        return Success.reply(json -> json.value(text));
    }

    /** The expression as a tree. */
    public Reply parse(Request request) {
        Expression expression = expression(request);
        return Success.reply(json -> ExpressionWriter.write(expression, json));
    }

    private Expression expression(Request request) {
        try {
            return queries.parse(request.parameters().first("query"));
        } catch (PromqlSyntaxException e) {
            throw PrometheusException.invalidParameter("query", String.valueOf(e.getMessage()));
        }
    }
}
