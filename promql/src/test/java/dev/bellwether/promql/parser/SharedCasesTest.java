package dev.bellwether.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.SyntaxTrees;
import dev.bellwether.promql.printer.ExpressionPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Parses every expression of the case files in the folder named by the system property {@code promql.cases}. */
class SharedCasesTest {
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")");

    @Test
    void everyExpressionIsParsedAndPrinted() throws IOException {
        String folder = System.getProperty("promql.cases", "");
        Assumptions.assumeTrue(!folder.isEmpty(), "-Dpromql.cases=DIR names no folder of cases");
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(folder))) {
            files = found.filter(file -> file.toString().endsWith(".json")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            EXPRESSION.matcher(Files.readString(file)).results().forEach(SharedCasesTest::assertParsed);
        }
    }

    private static void assertParsed(MatchResult found) {
        String text;
        try {
            text = GoText.unquote(found.group(1).replace("\\/", "/"));
        } catch (GoText.Malformed e) {
            throw new AssertionError(found.group(1), e);
        }
        Expression parsed = PromqlParser.parse(text, ParserOptions.ALL);
        Expression again = PromqlParser.parse(ExpressionPrinter.print(parsed), ParserOptions.ALL);
        assertThat(SyntaxTrees.withoutSpans(again)).as(text).isEqualTo(SyntaxTrees.withoutSpans(parsed));
    }
}
