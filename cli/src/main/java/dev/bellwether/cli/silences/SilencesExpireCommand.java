package dev.bellwether.cli.silences;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.ServerOptions;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bellwether silences expire}. */
@Command(
        name = "expire",
        description = "Ends silences now.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether silences expire 0f8e7d6c-5b4a-4938-a726-151403f2e1d0"})
public final class SilencesExpireCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "which, as 'silences list' shows them")
    private List<String> ids = List.of();

    public SilencesExpireCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ApiClient client = server.client(context);
        Terminal terminal = common.on(context.terminal());
        boolean all = true;
        for (String id : ids) {
            try {
                client.delete("/api/v2/silence/" + ApiClient.encode(id));
                if (!common.quiet()) {
                    terminal.out().println(id + " has ended");
                }
            } catch (ApiException e) {
                all = false;
                terminal.message(Colour.RED, id, e.text());
            }
        }
        terminal.out().flush();
        return all ? 0 : 1;
    }
}
