package dev.bellwether.query.prometheus;

import dev.bellwether.promql.evaluation.ExplainNode;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.query.exchange.Parameters;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import dev.bellwether.query.execution.QueryOutcome;
import dev.bellwether.query.execution.QueryService;
import dev.bellwether.query.execution.QuerySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/query}, {@code query_range} and {@code query_exemplars}. Safe for use by many threads. */
public final class QueryHandlers {
    private static final String CSV = "text/csv";

    private final QueryService queries;
    private final Clock clock;

    public QueryHandlers(QueryService queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** Evaluates an expression at one time. */
    public Reply instant(Request request) {
        Parameters parameters = request.parameters();
        int limit = ParameterReader.limit(parameters);
        long time = ParameterReader.optionalTime(parameters, "time", clock.millis());
        QuerySettings settings = settings(request);
        String query = parameters.first("query");
        Expression expression = parse(query);
        return reply(request, queries.instant(query, expression, time, settings), limit);
    }

    /** Evaluates an expression at every step of a range. */
    public Reply range(Request request) {
        Parameters parameters = request.parameters();
        int limit = ParameterReader.limit(parameters);
        long start = ParameterReader.requiredTime(parameters, "start");
        long end = ParameterReader.requiredTime(parameters, "end");
        if (end < start) {
            throw PrometheusException.invalidParameter("end", "end timestamp must not be before start time");
        }
        Duration step = ParameterReader.requiredDuration(parameters, "step");
        if (step.toMillis() <= 0) {
            throw PrometheusException.invalidParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        int mostPoints = queries.options().maxPointsPerSeries();
        if ((end - start) / step.toMillis() > mostPoints) {
            throw QueryException.tooManyPoints(mostPoints);
        }
        QuerySettings settings = settings(request);
        String query = parameters.first("query");
        Expression expression = parse(query);
        return reply(request, queries.range(query, expression, start, end, step.toMillis(), settings), limit);
    }

    /** Exemplars are accepted on the way in but not kept: the list is always empty. */
    public Reply exemplars(Request request) {
        Parameters parameters = request.parameters();
        long start = ParameterReader.optionalTime(parameters, "start", ParameterReader.MIN_TIME_MILLIS);
        long end = ParameterReader.optionalTime(parameters, "end", ParameterReader.MAX_TIME_MILLIS);
        if (end < start) {
            throw new PrometheusException(ErrorType.BAD_DATA, "end timestamp must not be before start timestamp");
        }
        try {
            queries.parse(parameters.first("query"));
        } catch (PromqlSyntaxException e) {
            throw new PrometheusException(ErrorType.BAD_DATA, String.valueOf(e.getMessage()));
        }
        return Success.reply(json -> json.beginArray().endArray());
    }

    private Expression parse(String query) {
        try {
            return queries.parse(query);
        } catch (PromqlSyntaxException e) {
            throw PrometheusException.invalidParameter("query", String.valueOf(e.getMessage()));
        }
    }

    private QuerySettings settings(Request request) {
        Parameters parameters = request.parameters();
        Duration timeout = queries.options().timeout();
        if (!parameters.first("timeout").isEmpty()) {
            Duration wanted = ParameterReader.requiredDuration(parameters, "timeout");
            if (!wanted.isPositive()) {
                throw new QueryException(QueryException.Type.TIMEOUT, "query timed out in expression evaluation");
            }
            timeout = wanted.compareTo(timeout) < 0 ? wanted : timeout;
        }
        Duration lookback = queries.options().lookbackDelta();
        if (!parameters.first("lookback_delta").isEmpty()) {
            try {
                lookback = ParameterReader.duration(parameters.first("lookback_delta"));
            } catch (IllegalArgumentException e) {
                throw new PrometheusException(
                        ErrorType.BAD_DATA, "error parsing lookback delta duration: " + e.getMessage());
            }
            if (!lookback.isPositive()) {
                lookback = queries.options().lookbackDelta();
            }
        }
        return new QuerySettings(timeout, lookback, request.cancellation(), explain(parameters));
    }

    private static boolean explain(Parameters parameters) {
        String text = parameters.first("explain");
        return switch (text) {
            case "", "false" -> false;
            case "true" -> true;
            default ->
                throw PrometheusException.invalidParameter("explain", "\"" + text + "\" is neither true nor false");
        };
    }

    private static Reply reply(Request request, QueryOutcome outcome, int limit) {
        QueryResult result = truncated(outcome.result(), limit);
        List<String> warnings = new ArrayList<>(outcome.warnings());
        if (result != outcome.result()) {
            warnings.add("results truncated due to limit");
        }
        if (request.accepts(CSV)) {
            return new Reply(
                    200, CSV + "; charset=utf-8; header=present", Map.of(), out -> CsvWriter.write(result, out));
        }
        String statistics = request.parameters().first("stats");
        return Success.reply(
                json -> {
                    json.beginObject();
                    ResultWriter.write(result, json);
                    if (!statistics.isEmpty()) {
                        json.name("stats");
                        StatisticsWriter.write(outcome.statistics(), statistics.equals("all"), json);
                    }
                    ExplainNode explanation = outcome.statistics().explanation();
                    if (explanation != null) {
                        json.name("explain");
                        ExplanationWriter.write(explanation, json);
                    }
                    json.endObject();
                },
                warnings,
                outcome.infos());
    }

    private static QueryResult truncated(QueryResult result, int limit) {
        if (limit == 0) {
            return result;
        }
        return switch (result) {
            case QueryResult.InstantVector vector
            when vector.samples().size() > limit ->
                new QueryResult.InstantVector(vector.samples().subList(0, limit), vector.annotations());
            case QueryResult.Matrix matrix
            when matrix.series().size() > limit ->
                new QueryResult.Matrix(matrix.series().subList(0, limit), matrix.annotations());
            default -> result;
        };
    }
}
