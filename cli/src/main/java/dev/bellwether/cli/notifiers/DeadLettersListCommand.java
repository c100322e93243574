package dev.bellwether.cli.notifiers;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
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

/** {@code bellwether dead-letters list}. */
@Command(
        name = "list",
        description = "Lists the messages that were given up, the newest first.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether dead-letters list"})
public final class DeadLettersListCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    public DeadLettersListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        ApiAnswer answer = options.client(context).get("/api/v1/dead-letters", List.of());
        Terminal terminal = options.terminal(context);
        List<?> letters = JsonTree.list(answer.data());
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(answer.data()));
        } else if (!letters.isEmpty()) {
            table(letters).print(terminal);
        } else if (!options.common().quiet()) {
            terminal.out().println("no message was given up");
        }
        terminal.out().flush();
        return 0;
    }

    private static TextTable table(List<?> letters) {
        TextTable table = new TextTable(List.of(
                Column.left("ID"),
                Column.left("NOTIFIER"),
                Column.left("GIVEN UP"),
                Column.right("ATTEMPTS"),
                Column.left("REASON"),
                Column.left("GROUP")));
        for (Object letter : letters) {
            Map<String, ?> one = JsonTree.object(letter);
            table.add(List.of(
                    JsonTree.text(one.get("id")),
                    JsonTree.text(one.get("notifier")),
                    Moments.text(Moments.parse(JsonTree.text(one.get("diedAt")))),
                    JsonTree.text(one.get("attempts")),
                    JsonTree.text(one.get("reason")),
                    JsonTree.text(one.get("group"))));
        }
        return table;
    }
}
