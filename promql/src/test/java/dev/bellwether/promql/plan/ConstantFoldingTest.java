package dev.bellwether.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.printer.ExpressionPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantFoldingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 + 2 * 3                       | 7
                    -(2 ^ 3)                        | -8
                    2 > bool 1                      | 1
                    (1 + 1) * m                     | (2) * m
                    m > 60 * 60                     | m > 3600
                    1 / 0 + m                       | +Inf + m
                    pi() * 0                        | 0
                    max_of(1, 2) - min_of(3, 4)     | -1
                    scalar(vector(1 + 1)) * m       | 2 * m
                    clamp(m, -1, 2 + 3)             | clamp(m, -1, 5)
                    topk(1 + 1, m)                  | topk(2, m)
                    vector(5m * 2)                  | vector(600)
                    rate(m[5m * 2])                 | rate(m[10m])
                    m offset -(1m + 30s)            | m offset -1m30s
                    rate(m[max_of(1m, 2m)])         | rate(m[2m])
                    sum_over_time(m[1m + 1m:5s * 2]) | sum_over_time(m[2m:10s])
                    """)
    void constantsAreComputed(String query, String folded) {
        assertThat(ExpressionPrinter.print(ConstantFolding.fold(parse(query)))).isEqualTo(folded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m > 1",
                "time() + 1",
                "scalar(m) * 2",
                "rate(m[5m])",
                "rate(m[step() * 2])",
                "m offset range()",
                "rate(m[1m % step()])",
                "m[1m - 2m]",
                "\"text\"",
                "scalar(vector(time()))"
            })
    void whatDependsOnTheQueryStays(String query) {
        // given
        Expression expression = parse(query);

        // then
        assertThat(ConstantFolding.fold(expression)).isSameAs(expression);
    }

    @Test
    void aFoldedNumberStandsWhereTheExpressionStood() {
        // when
        Expression folded = ConstantFolding.fold(parse("m + (1 + 2)"));

        // then
        Expression.Binary sum = (Expression.Binary) folded;
        Expression.Parentheses parentheses = (Expression.Parentheses) sum.right();
        assertThat(parentheses.span()).isEqualTo(new Span(4, 11));
        assertThat(parentheses.inner().span()).isEqualTo(new Span(5, 10));
    }

    private static Expression parse(String query) {
        return PromqlParser.parse(query, ParserOptions.ALL);
    }
}
