package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.printer.ExpressionPrinter;
import dev.bellwether.promql.printer.PrettyPrinter;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the texts below as a test. With {@code JAZZER_FUZZ=1} in the environment and {@code -Djazzer.hooks=true}, or with
 * {@code CI=true} after all other tests, it searches for a minute for others that break the parser.
 */
class ParserFuzzTest {

    @ValueSource(
            strings = {
                "",
                "up",
                "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m] offset 1m)) / 2 ^ -1 > bool 0",
                "a + on(x) group_left(y) fill_left(1) b[5m+step():min(1m, 2)] @ start()",
                "{\"utf-8 ü\", 'a b'!~`c.*`} # comment",
                "\"\\x41\\u00e9\\U0001F600\\101\"",
                "0x1F + 0755 + 1_000.5e-3 + Inf",
                "foo[5m:",
                "((((((((((",
                "sum(1 1, {a=}, foo[)"
            })
    @FuzzTest(maxDuration = "60s")
    void anyTextIsParsedAndPrintedOrRefused(@NotNull String text) {
        try {
            Expression expression = PromqlParser.parse(text, ParserOptions.ALL);
            assertThat(ExpressionPrinter.print(expression)).isNotEmpty();
            assertThat(PrettyPrinter.print(expression)).isNotEmpty();
        } catch (PromqlSyntaxException e) {
            assertThat(e.errors()).isNotEmpty();
        }
    }
}
