package dev.bellwether.cli.notifiers;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Person;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether notifiers test}. */
@Command(
        name = "test",
        description = "Sends a message through a notifier that says it is a test, and waits until the receiver has it.",
        sortOptions = false,
        footer = {
            "",
            "--timeout is how long it is waited for (default 30s); exit code 1 where the receiver has not taken it by then.",
            "",
            "Example:",
            "  bellwether notifiers test team-chat"
        })
public final class NotifiersTestCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "NAME", description = "the notifier's name or uid, as 'notifiers list' shows them")
    private String name = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who tests (default the user of this machine)")
    private @Nullable String by;

    public NotifiersTestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        String person = Person.named(by, context);
        Duration patience = options.timeout(PATIENCE);
        ApiClient client = options.client(context);
        Terminal terminal = options.terminal(context);
        Instant start = context.clock().instant();
        Map<String, ?> answer =
                JsonTree.object(client.change("/api/v1/notifiers/test", Map.of("notifier", name, "by", person)));
        String id = JsonTree.text(JsonTree.object(answer.get("data")).get("id"));
        if (id.isEmpty()) {
            throw new ApiException(client.base() + " gave the test no id");
        }
        if (!options.common().quiet() && format == OutputFormat.table) {
            terminal.out().println("asked for a test of " + name + ", notification " + id);
            terminal.out().flush();
        }
        Set<String> shown = new HashSet<>();
        List<?> decisions = List.of();
        Instant end = start.plus(patience);
        do {
            decisions = JsonTree.list(client.get("/api/v1/alerts/notifications", List.of(Map.entry("id", id)))
                    .data());
            Boolean sent = outcome(decisions, shown, format, terminal);
            if (sent != null) {
                if (format == OutputFormat.json) {
                    terminal.out().println(JsonText.of(decisions));
                }
                terminal.out().flush();
                return sent ? 0 : 1;
            }
        } while (context.clock().instant().isBefore(end) && context.pause().passed(INTERVAL));
        throw new CommandFailure("the receiver has not taken the test within " + Moments.span(patience)
                + "; it is still tried (notification " + id + ")");
    }

    /** Shows what is new; true where the receiver has the message, false where it was given up, null for neither yet. */
    private static @Nullable Boolean outcome(
            List<?> decisions, Set<String> shown, OutputFormat format, Terminal terminal) {
        Boolean sent = null;
        for (Object decision : decisions) {
            Map<String, ?> one = JsonTree.object(decision);
            String what = JsonTree.text(one.get("what"));
            String line =
                    Moments.text(Moments.parse(JsonTree.text(one.get("time")))) + "  " + JsonTree.text(one.get("text"));
            if (shown.add(line) && format == OutputFormat.table) {
                terminal.out().println(line);
                terminal.out().flush();
            }
            if (what.equals("sent")) {
                sent = true;
            } else if (what.equals("dead") && sent == null) {
                sent = false;
            }
        }
        return sent;
    }
}
