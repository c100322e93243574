package dev.bellwether.promql.cases;

import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.memory.InMemorySeries;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs every file of cases in a folder, prints those that fail, and ends with how many passed and failed. */
public final class PromqlCasesRunner {
    private final QueryEngine engine = new QueryEngine(QueryOptions.DEFAULT);
    private final PrintStream output;
    private int passed;
    private int failed;

    PromqlCasesRunner(PrintStream output) {
        this.output = output;
    }

    /** Takes the folder as the only argument; the exit code is 1 where a case fails, 2 where there is none. */
    public static void main(String[] arguments) throws IOException {
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0]))) {
            output.println("usage: PromqlCasesRunner FOLDER (got " + String.join(" ", arguments) + ")");
            System.exit(2);
            return;
        }
        PromqlCasesRunner runner = new PromqlCasesRunner(output);
        runner.run(Path.of(arguments[0]));
        System.exit(runner.failed > 0 ? 1 : runner.passed == 0 ? 2 : 0);
    }

    /** Runs every file; returns how many cases failed. */
    int run(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            CaseFile cases = CaseFile.read(file);
            for (JsonObject each : cases.cases()) {
                run(cases, each);
            }
        }
        output.println(passed + " passed, " + failed + " failed");
        return failed;
    }

    int passed() {
        return passed;
    }

    private void run(CaseFile file, JsonObject testCase) {
        String difference;
        try {
            difference = difference(file, testCase);
        } catch (RuntimeException e) {
            difference = "broken: " + e + Stream.of(e.getStackTrace()).limit(6).toList();
        }
        if (difference == null) {
            passed++;
        } else {
            failed++;
            output.println("FAILED " + testCase.text("id") + " "
                    + testCase.object("eval").text("expr"));
            output.println("       " + difference);
        }
    }

    private @Nullable String difference(CaseFile file, JsonObject testCase) {
        JsonObject evaluation = testCase.object("eval");
        JsonObject expected = testCase.object("expected");
        String query = evaluation.text("expr");
        InMemorySeries series = file.load(testCase);
        QueryResult result;
        try {
            Expression expression = PromqlParser.parse(query, ParserOptions.ALL);
            result = evaluation.text("type").equals("instant")
                    ? engine.instant(expression, evaluation.integer("time_ms"), series)
                    : engine.range(
                            expression,
                            evaluation.integer("start_ms"),
                            evaluation.integer("end_ms"),
                            Duration.ofMillis(evaluation.integer("step_ms")),
                            series);
        } catch (QueryException | PromqlSyntaxException e) {
            return failure(expected, String.valueOf(e.getMessage()));
        }
        if (expected.flag("fail")) {
            return "expected an error, got " + result;
        }
        return CaseCheck.difference(expected, result, query);
    }

    private static @Nullable String failure(JsonObject expected, String message) {
        if (!expected.flag("fail")) {
            return "got the error " + message;
        }
        List<String> missed = new ArrayList<>();
        for (String name : expected.values().keySet()) {
            if (name.startsWith("fail_")) {
                String wanted = expected.text(name);
                boolean pattern = name.contains("regex") || name.contains("pattern");
                boolean matches =
                        pattern ? Pattern.compile(wanted).matcher(message).find() : message.contains(wanted);
                if (!matches) {
                    missed.add(wanted);
                }
            }
        }
        return missed.isEmpty() ? null : "expected the error " + missed + ", got " + message;
    }
}
