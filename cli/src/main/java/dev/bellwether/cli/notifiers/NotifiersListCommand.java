package dev.bellwether.cli.notifiers;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bellwether notifiers list}. */
@Command(
        name = "list",
        description = "Lists the notifiers and which alerts they take.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether notifiers list"})
public final class NotifiersListCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    public NotifiersListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        ApiAnswer answer = options.client(context).get("/api/v1/notifiers", List.of());
        Terminal terminal = options.terminal(context);
        List<?> notifiers = JsonTree.list(answer.data());
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(answer.data()));
        } else if (!notifiers.isEmpty()) {
            table(notifiers).print(terminal);
        } else if (!options.common().quiet()) {
            terminal.out().println("no notifiers: nobody hears of any alert");
        }
        terminal.out().flush();
        return 0;
    }

    private static TextTable table(List<?> notifiers) {
        TextTable table = new TextTable(List.of(
                Column.left("NAME"),
                Column.left("KIND"),
                Column.left("TAKES"),
                Column.left("FROM SEVERITY"),
                Column.left("GROUPED BY"),
                Column.left("UID")));
        for (Object notifier : notifiers) {
            Map<String, ?> one = JsonTree.object(notifier);
            List<String> matchers = JsonTree.texts(one.get("matchers"));
            table.add(List.of(
                    JsonTree.text(one.get("name")),
                    JsonTree.text(one.get("kind")),
                    matchers.isEmpty() ? "everything" : String.join(", ", matchers),
                    JsonTree.text(one.get("minimumSeverity")),
                    String.join(", ", JsonTree.texts(one.get("groupBy"))),
                    JsonTree.text(one.get("uid"))));
        }
        return table;
    }
}
