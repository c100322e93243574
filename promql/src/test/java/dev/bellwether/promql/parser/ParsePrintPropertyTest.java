package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.SyntaxTrees;
import dev.bellwether.promql.printer.ExpressionPrinter;
import dev.bellwether.promql.printer.PrettyPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Printing and parsing undo each other; no text makes the parser do anything but parse or refuse. */
class ParsePrintPropertyTest {
    private static final int TREES = 2_000;
    private static final int MUTATIONS = 10_000;
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "[5m]",
            "[5m:1m]",
            ",",
            "\"x\"",
            "'",
            "`",
            "\\",
            "=",
            "=~",
            "!=",
            "+",
            "-",
            "^",
            "@",
            " offset ",
            " by ",
            " on(",
            " group_left ",
            " bool ",
            "fill(",
            "step()",
            "min(",
            "start()",
            "1e",
            "0x",
            "5m",
            "Inf",
            ":",
            "#",
            "\n",
            "é",
            "😀",
            "\ud800",
            "sum(",
            "rate(",
            " and ",
            "</",
            "anchored ");

    @Test
    void whatIsPrintedReadsBackToTheSameTree() {
        RandomExpressions expressions = new RandomExpressions(20260101);
        for (int i = 0; i < TREES; i++) {
            Expression tree = expressions.next();
            String text = ExpressionPrinter.print(tree);
            assertReadsBack(tree, text);
            assertReadsBack(tree, PrettyPrinter.print(tree, 40));
        }
    }

    private static void assertReadsBack(Expression tree, String text) {
        Expression parsed = PromqlParser.parse(text, ParserOptions.ALL);

        assertThat(SyntaxTrees.withoutSpans(parsed)).as(text).isEqualTo(SyntaxTrees.withoutSpans(tree));
        assertThat(ExpressionPrinter.print(parsed)).isEqualTo(ExpressionPrinter.print(tree));
    }

    @Test
    void brokenTextsAreRefusedOrReadBack() {
        Random random = new Random(20260102);
        RandomExpressions expressions = new RandomExpressions(20260103);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(ExpressionPrinter.print(expressions.next()));
        }
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = mutated(texts.get(random.nextInt(texts.size())), random);
            accepted += isReadBackOrRefused(text) ? 1 : 0;
        }
        assertThat(accepted).as("texts still valid").isBetween(MUTATIONS / 20, MUTATIONS - MUTATIONS / 20);
    }

    private static boolean isReadBackOrRefused(String text) {
        Expression parsed;
        try {
            parsed = PromqlParser.parse(text, ParserOptions.ALL);
        } catch (PromqlSyntaxException e) {
            assertThat(e.errors()).allSatisfy(error -> {
                assertThat(error.line()).isPositive();
                assertThat(error.column()).isPositive();
                assertThat(error.message()).isNotBlank();
                assertThat(error.span().start()).isBetween(0, text.length());
                assertThat(error.span().end()).isBetween(error.span().start(), text.length());
            });
            return false;
        }
        assertReadsBack(parsed, text);
        assertReadsBack(parsed, ExpressionPrinter.print(parsed));
        return true;
    }

    private static String mutated(String text, Random random) {
        StringBuilder broken = new StringBuilder(text);
        for (int i = random.nextInt(1, 4); i > 0 && !broken.isEmpty(); i--) {
            int at = random.nextInt(broken.length());
            int end = Math.min(broken.length(), at + random.nextInt(1, 4));
            switch (random.nextInt(4)) {
                case 0 -> broken.delete(at, end);
                case 1 -> broken.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> broken.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                default -> broken.insert(at, broken.substring(at, end));
            }
        }
        return broken.toString();
    }
}
