package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.printer.ExpressionPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NestingTest {
    private static final int MANY = 100_000;

    static List<String> deepTexts() {
        return List.of(
                "(".repeat(MANY) + "1" + ")".repeat(MANY),
                "(".repeat(MANY),
                "-".repeat(MANY) + "up",
                "1" + "+1".repeat(MANY),
                "1" + "^1".repeat(MANY),
                "up" + " or up".repeat(MANY),
                "abs(".repeat(MANY) + "up" + ")".repeat(MANY),
                "sum by (a) (".repeat(MANY) + "up" + ")".repeat(MANY),
                "up" + "[5m:]".repeat(MANY),
                "up" + " anchored".repeat(MANY),
                "up[" + "(".repeat(MANY) + "1" + ")".repeat(MANY) + "]",
                "up[1" + "+1".repeat(MANY) + "]",
                "up[" + "-".repeat(MANY) + "step()]",
                "up offset " + "min(1,".repeat(MANY) + "1" + ")".repeat(MANY));
    }

    @ParameterizedTest
    @MethodSource("deepTexts")
    void whatIsTooDeepIsRefusedAndDoesNotExhaustTheStack(String text) {
        assertThatThrownBy(() -> PromqlParser.parse(text, ParserOptions.ALL))
                .isInstanceOf(PromqlSyntaxException.class)
                .hasMessageContaining("nested deeper than 500 levels");
    }

    @Test
    void fourHundredLevelsAreFine() {
        String parentheses = "(".repeat(400) + "up" + ")".repeat(400);
        String chain = "up" + " or up".repeat(400);

        assertThat(ExpressionPrinter.print(PromqlParser.parse(parentheses, ParserOptions.ALL)))
                .isEqualTo(parentheses);
        assertThat(ExpressionPrinter.print(PromqlParser.parse(chain, ParserOptions.ALL)))
                .isEqualTo(chain);
    }

    @Test
    void manyArgumentsAreNoDepth() {
        String text = "label_join(up, \"a\", \",\"" + ", \"b\"".repeat(5_000) + ")";

        assertThat(ExpressionPrinter.print(PromqlParser.parse(text, ParserOptions.ALL)))
                .isEqualTo(text);
    }
}
