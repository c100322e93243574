package dev.bellwether.cli.syntax;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.ExpressionErrors;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Terminal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellwether explain}. */
@Command(
        name = "explain",
        description = "Shows how the server evaluates an expression: its steps, what each read and how long it took."
                + " With \"alert\": the story of an alert.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  bellwether explain 'sum by (job) (rate(node_cpu_seconds_total[5m]))'",
            "  bellwether explain alert HighLoad"
        })
public final class ExplainCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "EXPR", arity = "0..1", description = "the expression, PromQL")
    private @Nullable String given;

    @Spec
    private @Nullable CommandSpec spec;

    public ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String expression = given;
        if (expression == null) {
            String message = "an expression is needed, or \"alert\" and an alert";
            throw spec == null
                    ? CommandFailure.wrongUsage(message)
                    : new ParameterException(spec.commandLine(), message);
        }
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        ApiClient client = options.client(context);
        ApiAnswer answer = ExpressionErrors.explained(
                expression,
                () -> client.post(
                        "/api/v1/query", List.of(Map.entry("query", expression), Map.entry("explain", "true"))));
        Object plan = JsonTree.object(answer.data()).get("explain");
        if (!(plan instanceof Map<?, ?>)) {
            throw new CommandFailure(client.base() + " does not explain queries: its answer has no plan");
        }
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(plan));
        } else {
            PlanTable.of(plan).print(terminal);
        }
        terminal.out().flush();
        options.common().notes(terminal, answer.warnings(), answer.infos());
        return 0;
    }
}
