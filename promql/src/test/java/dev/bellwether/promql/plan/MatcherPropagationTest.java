package dev.bellwether.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.printer.ExpressionPrinter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherPropagationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a{x="1"} / on (x) b                          | a{x="1"} / on (x) b{x="1"}
                    a / on (x) b{x="1"}                          | a{x="1"} / on (x) b{x="1"}
                    a{x="1"} / b                                 | a{x="1"} / b{x="1"}
                    a{x="1",y="2"} / ignoring (y) b              | a{x="1",y="2"} / ignoring (y) b{x="1"}
                    a{x!~"[12]"} == on (x) b{x!=""}               | a{x!="",x!~"[12]"} == on (x) b{x!="",x!~"[12]"}
                    a{x="1",y="2"} * on (x) group_left (z) b     | a{x="1",y="2"} * on (x) group_left (z) b{x="1"}
                    a * on (x) group_right () b{x="1",y="2"}     | a{x="1"} * on (x) group_right () b{x="1",y="2"}
                    a{x="1"} and on (x) b                        | a{x="1"} and on (x) b{x="1"}
                    a and on (x) b{x="1"}                        | a{x="1"} and on (x) b{x="1"}
                    a{x="1"} unless on (x) b                     | a{x="1"} unless on (x) b{x="1"}
                    a{x="1"} / on (x) sum by (x) (rate(b[5m]))   | a{x="1"} / on (x) sum by (x) (rate(b{x="1"}[5m]))
                    sum by (x) (a{x="1"}) / sum by (x) (b)       | sum by (x) (a{x="1"}) / sum by (x) (b{x="1"})
                    a{x="1"} > on (x) -(abs(b) + 1)              | a{x="1"} > on (x) -(abs(b{x="1"}) + 1)
                    a{x="1"} / on (x) (b * on (x, y) c)          | a{x="1"} / on (x) (b{x="1"} * on (x, y) c{x="1"})
                    a{x="1"} / on (x) (b * on (y) group_left (x) c) | a{x="1"} / on (x) (b * on (y) group_left (x) c{x="1"})
                    a{x="1"} / on (x) (b or on (x) c)            | a{x="1"} / on (x) (b{x="1"} or on (x) c{x="1"})
                    a{x="1"} / on (x) (b unless on (y) c)        | a{x="1"} / on (x) (b{x="1"} unless on (y) c)
                    a{x="1"} / on (x) max_over_time(b[5m:1m])    | a{x="1"} / on (x) max_over_time(b{x="1"}[5m:1m])
                    a{x="1"} / on (x) topk by (x) (1, b)         | a{x="1"} / on (x) topk by (x) (1, b{x="1"})
                    a{x="1"} / on (x) histogram_quantile(0.9, b) | a{x="1"} / on (x) histogram_quantile(0.9, b{x="1"})
                    a{x="1"} / on (x) b / on (x) c               | a{x="1"} / on (x) b{x="1"} / on (x) c{x="1"}
                    """)
    void conditionsAreHandedOnWhereSidesAreMatchedByThem(String query, String restricted) {
        assertThat(print(MatcherPropagation.propagate(parse(query)))).isEqualTo(print(parse(restricted)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a{x=\"1\"} or on (x) b",
                "a or on (x) b{x=\"1\"}",
                "a unless on (x) b{x=\"1\"}",
                "a{x=\"1\"} / on (y) b",
                "a{x=\"1\"} / ignoring (x) b",
                "a{x=\"1\"} + on (x) fill (0) b",
                "a{x=\"1\"} + on (x) fill_left (0) b",
                "{__name__=\"a\"} / {__name__=\"b\"}",
                "a{x=\"1\"} / on (x) absent(b)",
                "a{x=\"1\"} / on (x) vector(1)",
                "a{x=\"1\"} / on (x) label_replace(b, \"x\", \"$1\", \"y\", \"(.*)\")",
                "a{x=\"1\"} / on (x) info(b)",
                "a{x=\"1\"} / on (x) topk(1, b)",
                "a{x=\"1\"} / on (x) sum without (x) (b)",
                "a{x=\"1\"} / on (x) count_values(\"x\", b)",
                "a{le=\"1\"} / on (le) histogram_quantile(0.9, b)",
                "a{x=\"1\"} / on (x) (b or on (y) c)",
                "a{x=\"1\"} / on (x) (b + on (x) fill (1) c)",
                "sum(a{x=\"1\"}) / on (x) b",
                "(a{x=\"1\"} or c) / on (x) b",
                "a{x=\"1\"} * 2"
            })
    void nothingIsHandedOnWhereThatChangesResults(String query) {
        // given
        Expression expression = parse(query);

        // then
        assertThat(print(MatcherPropagation.propagate(expression))).isEqualTo(print(expression));
    }

    private static String print(Expression expression) {
        return ExpressionPrinter.print(expression);
    }

    private static Expression parse(String query) {
        return PromqlParser.parse(query, ParserOptions.ALL);
    }
}
