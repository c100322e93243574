package dev.bellwether.cli.syntax;

import dev.bellwether.cli.check.FileInput;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.SourceText;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.promql.parser.SyntaxError;
import dev.bellwether.promql.printer.PrettyPrinter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bellwether format}. */
@Command(
        name = "format",
        description = {
            "Writes expressions in the form that people read best.",
            "An argument is the name of a file that holds one expression, - for the standard input, or the expression itself. "
                    + "Rule files are not rewritten."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether format 'sum by(job)(rate(http_requests_total{code=~\"5..\"}[5m]))'",
            "  bellwether format query.promql",
            "  xclip -o | bellwether format -"
        })
public final class FormatCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE|-|EXPR", arity = "0..*", description = "what to format (default: standard input)")
    private List<String> inputs = List.of();

    public FormatCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Terminal terminal = common.on(context.terminal());
        int exitCode = 0;
        for (String input : inputs.isEmpty() ? List.of("-") : inputs) {
            boolean named = input.equals("-") || isFile(input);
            if (named && (input.endsWith(".yml") || input.endsWith(".yaml"))) {
                throw CommandFailure.wrongUsage(
                        input + " is YAML; expressions are formatted, rule files are not (see bellwether check rules)");
            }
            String text = named ? FileInput.read(input, context) : input;
            exitCode = Math.max(exitCode, format(named ? input : "expression", text, terminal));
        }
        return exitCode;
    }

    private static boolean isFile(String input) {
        try {
            return Files.isRegularFile(Path.of(input));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static int format(String name, String text, Terminal terminal) {
        try {
            terminal.out().println(PrettyPrinter.print(PromqlParser.parse(text, ParserOptions.ALL)));
            terminal.out().flush();
            return 0;
        } catch (PromqlSyntaxException e) {
            SourceText source = SourceText.of(text);
            for (SyntaxError error : e.errors()) {
                int column = source.characterColumn(error.line(), error.column());
                int length = error.span().end() - error.span().start();
                terminal.err().println(name + ":" + error);
                terminal.err().println(source.excerpt(error.line(), column, length));
            }
            terminal.err().flush();
            return 1;
        }
    }
}
