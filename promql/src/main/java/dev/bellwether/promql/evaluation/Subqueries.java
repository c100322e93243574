package dev.bellwether.promql.evaluation;

import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;

/** Finds out at which times the inside of a subquery is evaluated. */
final class Subqueries {
    private final QueryContext context;
    private final Durations durations;

    Subqueries(QueryContext context, Durations durations) {
        this.context = context;
        this.durations = durations;
    }

    /** Where the range of the subquery ends at each step of what is around it. */
    SelectorEvaluation.Times times(Expression.Subquery subquery, Steps outer) {
        return new SelectorEvaluation.Times(
                outer, durations.anchorMillis(subquery.shift()), durations.offsetMillis(subquery.shift()));
    }

    /** The step of a subquery, the engine's where it names none. */
    long stepMillis(Expression.Subquery subquery) {
        DurationExpression ownStep = subquery.step();
        return ownStep == null ? context.options().defaultSubqueryStep().toMillis() : durations.positiveMillis(ownStep);
    }

    /** The times of the inside: multiples of its step, whatever the times outside are. */
    Steps steps(Expression.Subquery subquery, Steps outer) {
        SelectorEvaluation.Times times = times(subquery, outer);
        long step = stepMillis(subquery);
        long before = times.first() - durations.positiveMillis(subquery.range());
        long first = step * (before / step);
        if (first <= before) {
            first += step;
        }
        if ((times.last() - first) / step >= context.options().maxSamples()) {
            throw context.tooManySamples();
        }
        return Steps.between(first, times.last(), step);
    }
}
