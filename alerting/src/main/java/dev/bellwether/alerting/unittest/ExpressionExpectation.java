package dev.bellwether.alerting.unittest;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.PromqlDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code promql_expr_test}: an expression gives these samples at that time.
 *
 * @param text the expression as it was written
 * @param fuzzy whether numbers may differ by their last bit
 */
public record ExpressionExpectation(
        String text, Expression expression, Duration time, List<ExpectedSample> samples, boolean fuzzy)
        implements Expectation {
    public ExpressionExpectation {
        samples = samples.stream()
                .sorted(Comparator.comparing(ExpectedSample::labels))
                .toList();
    }

    /** What is different at the end of the test, or nothing. */
    Optional<String> difference(TestWorld world) {
        List<ExpectedSample> found;
        try {
            found = found(world);
        } catch (QueryException e) {
            return Optional.of(heading() + ", err: " + e.getMessage());
        }
        return ExpectedSample.areEqual(samples, found, fuzzy)
                ? Optional.empty()
                : Optional.of(heading() + "," + lines("exp", samples, found) + lines("got", found, samples));
    }

    @Override
    public String heading() {
        return "    expr: " + LabelText.quote(text) + ", time: " + PromqlDuration.print(time);
    }

    private List<ExpectedSample> found(TestWorld world) {
        List<ExpectedSample> found = new ArrayList<>();
        switch (world.query(expression, time.toMillis())) {
            case QueryResult.Scalar scalar -> found.add(new ExpectedSample(Labels.EMPTY, scalar.value(), null));
            case QueryResult.InstantVector vector ->
                vector.samples()
                        .forEach(sample ->
                                found.add(new ExpectedSample(sample.labels(), sample.value(), sample.histogram())));
            case QueryResult.Text other -> throw notAVector();
            case QueryResult.Matrix other -> throw notAVector();
        }
        found.sort(Comparator.comparing(ExpectedSample::labels));
        return found;
    }

    private static QueryException notAVector() {
        return new QueryException(QueryException.Type.BAD_DATA, "rule result is not a vector or scalar");
    }

    /** The samples, those that the other side does not have marked with {@code -} (expected) or {@code +} (got). */
    private String lines(String side, List<ExpectedSample> shown, List<ExpectedSample> other) {
        if (shown.isEmpty()) {
            return System.lineSeparator() + "        " + side + ": nil";
        }
        StringBuilder lines = new StringBuilder(System.lineSeparator())
                .append("        ")
                .append(side)
                .append(':');
        for (ExpectedSample sample : shown) {
            boolean shared = other.stream().anyMatch(each -> sample.sameAs(each, fuzzy));
            lines.append(System.lineSeparator())
                    .append("        ")
                    .append(shared ? "    " : side.equals("exp") ? "  - " : "  + ")
                    .append(sample);
        }
        return lines.toString();
    }
}
