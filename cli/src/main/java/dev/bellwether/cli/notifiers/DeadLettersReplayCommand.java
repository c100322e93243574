package dev.bellwether.cli.notifiers;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.ServerOptions;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.Person;
import dev.bellwether.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether dead-letters replay}. */
@Command(
        name = "replay",
        description = "Sends messages again that were given up, under the same ids.",
        sortOptions = false,
        footer = {"", "Example:", "  bellwether dead-letters replay 0123456789abcdef"})
public final class DeadLettersReplayCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "which, as 'dead-letters list' shows them")
    private List<String> ids = List.of();

    @Option(names = "--by", paramLabel = "NAME", description = "who wants it (default the user of this machine)")
    private @Nullable String by;

    public DeadLettersReplayCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String person = Person.named(by, context);
        ApiClient client = server.client(context);
        Terminal terminal = common.on(context.terminal());
        boolean all = true;
        for (String id : ids) {
            try {
                client.change("/api/v1/dead-letters/replay", Map.of("id", id, "by", person));
                if (!common.quiet()) {
                    terminal.out().println(id + " is sent again");
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
