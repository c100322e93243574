package dev.bellwether.promql.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.promql.plan.ConstantFolding;
import dev.bellwether.promql.plan.Planner;
import dev.bellwether.promql.printer.ExpressionPrinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A planned query gives what the query as it is written gives. */
class PlannedEqualsUnplannedTest {
    private static final long START = 200_000;
    private static final long END = 800_000;
    private static final int QUERIES = 400;

    private final QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void overRanges(long seed) {
        compare(seed, query -> query.range(START, END, Duration.ofSeconds(50), seriesOf(seed), RunOptions.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void atInstants(long seed) {
        compare(seed, query -> query.instant(START + seed * 20_000, seriesOf(seed)));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void withoutDelayedRemovalOfNames(long seed) {
        QueryEngine eager = new QueryEngine(QueryOptions.DEFAULT.withDelayedNameRemoval(false));
        compare(
                eager,
                seed,
                query -> query.range(START, END, Duration.ofSeconds(50), seriesOf(seed), RunOptions.DEFAULT));
    }

    @Test
    void warningsOfWhatIsEvaluatedOncePointToItsLastPlace() {
        // given
        String query = "rate(mixed[5m])  +  rate(mixed[5m])";
        Expression expression = Scenario.parse(query);
        InMemorySeries series = seriesOf(1);

        // when
        List<String> planned = warnings(engine.prepare(expression), series, query);

        // then
        assertThat(planned)
                .isNotEmpty()
                .isEqualTo(warnings(engine.prepare(Planner.asWritten(expression)), series, query));
    }

    private List<String> warnings(PreparedQuery query, InMemorySeries series, String text) {
        QueryResult result = query.range(START, END, Duration.ofSeconds(50), series, RunOptions.DEFAULT);
        List<String> all = new ArrayList<>(result.annotations().warnings(text));
        all.addAll(result.annotations().infos(text));
        return all;
    }

    private InMemorySeries seriesOf(long seed) {
        return RangeEqualsInstantsTest.series(new Random(seed));
    }

    private interface Run {
        QueryResult of(PreparedQuery query);
    }

    private void compare(long seed, Run run) {
        compare(engine, seed, run);
    }

    private static void compare(QueryEngine engine, long seed, Run run) {
        RandomQueries queries = new RandomQueries(seed);
        int compared = 0;
        int optimised = 0;
        for (int i = 0; i < QUERIES; i++) {
            // given
            String query = i % 3 == 0 ? queries.next() : queries.nextPlannable();
            Expression expression;
            try {
                expression = Scenario.parse(query);
            } catch (RuntimeException e) {
                // The generator may put a set operator where none is allowed.
                continue;
            }
            QueryResult written;
            String failure = "";
            try {
                written = run.of(engine.prepare(Planner.asWritten(expression)));
            } catch (QueryException e) {
                written = null;
                failure = String.valueOf(e.getMessage());
            }

            // when
            PreparedQuery prepared = engine.prepare(expression);
            boolean restricted = !ExpressionPrinter.print(prepared.expression())
                    .equals(ExpressionPrinter.print(ConstantFolding.fold(expression)));
            QueryResult planned;
            try {
                planned = run.of(prepared);
            } catch (QueryException e) {
                // Of several duplicates another may be the first.
                assertThat(failure).as(query).isNotEmpty();
                assertThat(restricted || failure.equals(e.getMessage()))
                        .as(query)
                        .isTrue();
                continue;
            }

            // then
            if (written == null) {
                // Duplicates among what nobody matches are found only where all of it is read.
                assertThat(restricted).as(query + ": " + failure).isTrue();
                continue;
            }
            assertThat(Scenario.lines(planned)).as(query).isEqualTo(Scenario.lines(written));
            if (restricted) {
                optimised++;
                assertThat(written.annotations().warnings(query))
                        .as(query)
                        .containsAll(planned.annotations().warnings(query));
            } else {
                assertThat(planned.annotations().warnings(query))
                        .as(query)
                        .isEqualTo(written.annotations().warnings(query));
                assertThat(planned.annotations().infos(query))
                        .as(query)
                        .isEqualTo(written.annotations().infos(query));
                assertThat(planned.statistics().queryable().total())
                        .as(query)
                        .isEqualTo(written.statistics().queryable().total());
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(QUERIES / 3);
        assertThat(optimised).isGreaterThan(QUERIES / 50);
    }
}
