package dev.bellwether.cli.silences;

import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bellwether silences preview}. */
@Command(
        name = "preview",
        description = "Shows which alerts a silence would hide now; changes nothing.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether silences preview 'instance=~\"web.*\"'"})
public final class SilencesPreviewCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "MATCHER", arity = "1..*", description = "all of which must hold; a word alone is a name")
    private List<String> matchers = List.of();

    public SilencesPreviewCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        List<Map<String, Object>> read = SilenceMatchers.read(matchers);
        SilencePreviewText preview = SilencePreviewText.ask(options.client(context), read);
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(preview.tree()));
        } else {
            preview.print(terminal, terminal.out());
        }
        terminal.out().flush();
        return 0;
    }
}
