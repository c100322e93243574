package dev.bellwether.promql.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrettyPrinterTest {

    static List<Object[]> narrow() {
        return List.of(
                new Object[] {"sum(foo)", "sum(foo)"},
                new Object[] {"a == bool 12345", "  a\n== bool\n  12345"},
                new Object[] {"foo_1 + on(x) foo_2 + foo_3", """
                                    foo_1
                                  + on (x)
                                    foo_2
                                +
                                  foo_3"""},
                new Object[] {"topk(10, sum by (job) (long_name{job='s'}))", """
                                topk(
                                  10,
                                  sum by (job) (
                                    long_name{job="s"}
                                  )
                                )"""},
                new Object[] {"(-histogram_quantile(0.9, rate(foo[1m])))", """
                                (
                                  -histogram_quantile(
                                    0.9,
                                    rate(
                                      foo[1m]
                                    )
                                  )
                                )"""},
                new Object[] {"max_over_time(rate(a_long_name[1m])[1h:] @ start())", """
                                max_over_time(
                                  rate(
                                    a_long_name[1m]
                                  )[1h:] @ start()
                                )"""},
                new Object[] {"abs(max_over_time(x[1m:]))", """
                                abs(
                                  max_over_time(
                                    x[1m:]
                                  )
                                )"""});
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void whatIsTooLongIsBroken(String text, String pretty) {
        assertThat(PrettyPrinter.print(PromqlParser.parse(text, ParserOptions.ALL), 10))
                .isEqualTo(pretty);
    }

    @Test
    void aLineHasOneHundredCharacters() {
        String fits = "sum(" + "x".repeat(95) + ")";
        String breaks = "sum(" + "x".repeat(96) + ")";

        assertThat(PrettyPrinter.print(PromqlParser.parse(fits, ParserOptions.STABLE)))
                .isEqualTo(fits);
        assertThat(PrettyPrinter.print(PromqlParser.parse(breaks, ParserOptions.STABLE)))
                .isEqualTo("sum(\n  " + "x".repeat(96) + "\n)");
    }

    @Test
    void theLineLengthIsAtLeastOne() {
        assertThatThrownBy(() -> PrettyPrinter.print(PromqlParser.parse("1", ParserOptions.STABLE), 0))
                .hasMessage("lineLength is 0, at least 1 is needed");
    }
}
