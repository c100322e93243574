package dev.bellwether.query.execution;

import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.evaluation.QueryStatistics;
import java.util.List;

/**
 * What a query gave.
 *
 * @param result the samples
 * @param warnings what may be wrong with them, with positions in the query
 * @param infos what people should know about them, with positions in the query
 * @param statistics what it took
 */
public record QueryOutcome(QueryResult result, List<String> warnings, List<String> infos, QueryStatistics statistics) {
    public QueryOutcome {
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }
}
