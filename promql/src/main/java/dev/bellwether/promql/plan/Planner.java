package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.Expression;

/** Plans how expressions are evaluated. Stateless; takes time in proportion to the size of the expression. */
public final class Planner {
    private Planner() {}

    /** The plan with every optimisation. */
    public static Plan plan(Expression expression) {
        PlanNotes notes = new PlanNotes();
        Expression folded = ConstantFolding.fold(expression, notes);
        return new Plan(MatcherPropagation.propagate(folded, notes), notes, true);
    }

    /** The plan that evaluates an expression as it is written. */
    public static Plan asWritten(Expression expression) {
        return new Plan(expression, new PlanNotes(), false);
    }
}
