package dev.bellwether.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.printer.ExpressionPrinter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSubtreesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a > 1 and a < 5                                    | a x2
                    rate(a[5m]) > 1 or rate(a[5m]) < 0                 | rate(a[5m]) x2
                    sum(abs(a)) / (sum(abs( a )))                      | sum(abs(a)) x2
                    sum_over_time(a[5m]) / count_over_time(a[5m])      | a[5m] x2
                    a{x="1",y="2"} + a{y="2",x="1"}                    | a{x="1",y="2"} x2
                    a + a + a                                          | a x3
                    sum(a) / count(a) + sum(a)                         | sum(a) x2; a x2
                    a + a offset 1m                                    | ''
                    a + a @ 5                                          | ''
                    rate(a[5m]) + rate(a[1m])                          | ''
                    sum by (x) (a) / sum by (y) (a)                    | a x2
                    histogram_count(h) / histogram_quantile(0.5, h)    | ''
                    time() + time() + vector(1) + vector(1)            | ''
                    topk(1, a) + topk(2, a)                            | a x2
                    (a + 0) * (a + -0)                                 | a x2
                    """)
    void equalTreesAreFound(String query, String expected) {
        // when
        Expression expression = PromqlParser.parse(query, ParserOptions.ALL);
        List<List<Expression>> shared = SharedSubtrees.of(expression, StatisticsSelectors.of(expression))
                .occurrences();

        // then
        assertThat(shared.stream().map(same -> ExpressionPrinter.print(same.getFirst()) + " x" + same.size()))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split("; ", -1));
    }
}
