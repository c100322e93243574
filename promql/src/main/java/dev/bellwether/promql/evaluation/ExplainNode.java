package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.Span;
import java.util.List;

/**
 * A part of a query and what it took, for people; like SQL's {@code EXPLAIN ANALYZE}. Immutable.
 *
 * <p>What an earlier part of the query has already given counts once, there; so does what is read inside parts that are
 * evaluated several times, such as subqueries of subqueries, summed.
 *
 * @param node what kind of part: selector, range selector, subquery, function, aggregation, operator or sign
 * @param detail its canonical text, as it was evaluated
 * @param position its place in the text
 * @param optimisations what the planner did there
 * @param series how many series it gave
 * @param samples how many samples it gave; of selectors, how many stored samples it read
 * @param selfSeconds the time that it took without the parts inside it
 * @param totalSeconds the time that it took
 * @param children the parts inside it in the order of the text, literals aside
 */
public record ExplainNode(
        String node,
        String detail,
        Span position,
        List<String> optimisations,
        long series,
        long samples,
        double selfSeconds,
        double totalSeconds,
        List<ExplainNode> children) {
    public ExplainNode {
        optimisations = List.copyOf(optimisations);
        children = List.copyOf(children);
    }
}
