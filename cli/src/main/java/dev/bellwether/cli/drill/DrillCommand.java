package dev.bellwether.cli.drill;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.drill.DrillHops.Hop;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.output.TextTable;
import dev.bellwether.cli.output.TextTable.Column;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Person;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether drill}. */
@Command(
        name = "drill",
        description = {
            "Sends a marked test alert with the labels of a rule through the whole path and tells when each hop had it.",
            "Every notifier that takes the rule's alerts gets it; its labels say drill=\"true\"."
        },
        sortOptions = false,
        footer = {
            "",
            "--timeout is how long the receiver has (default 30s); a notifier's group wait counts.",
            "Exit code 1 where it has not arrived by then.",
            "",
            "Example:",
            "  bellwether drill HighLoad --receiver team-chat"
        })
public final class DrillCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "RULE", description = "the name of an alerting rule")
    private String rule = "";

    @Option(
            names = "--receiver",
            paramLabel = "NAME",
            required = true,
            description = "the notifier that is to deliver it: its name or uid")
    private String receiver = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who drills (default the user of this machine)")
    private @Nullable String by;

    public DrillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        Duration patience = options.timeout(PATIENCE);
        ApiClient client = options.client(context);
        String notifier = notifierUid(client);
        Instant posted = context.clock().instant();
        DrillAlert alert = DrillAlert.of(client, rule, Person.named(by, context), posted);
        alert.post(client, posted.plus(patience.compareTo(LIFE) < 0 ? LIFE : patience.plus(LIFE)));
        DrillHops passed;
        try {
            passed = follow(client, alert.fingerprint(), notifier, posted.plus(patience));
        } catch (RuntimeException e) {
            alert.post(client, context.clock().instant());
            throw e;
        }
        Instant newest = passed.newest();
        // By the server's clock: an end in its future would let the alert live on.
        alert.post(client, newest == null ? posted : newest);
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(tree(alert, posted, passed)));
        } else {
            print(posted, passed, terminal);
        }
        terminal.out().flush();
        if (!passed.arrived()) {
            throw new CommandFailure("the drill has not reached " + receiver + " within " + Moments.span(patience)
                    + ": "
                    + (passed.verdict().isEmpty() ? "the server does not know the alert yet" : passed.verdict()));
        }
        return 0;
    }

    private String notifierUid(ApiClient client) {
        TreeSet<String> names = new TreeSet<>();
        for (Object notifier :
                JsonTree.list(client.get("/api/v1/notifiers", List.of()).data())) {
            Map<String, ?> one = JsonTree.object(notifier);
            String uid = JsonTree.text(one.get("uid"));
            String name = JsonTree.text(one.get("name"));
            if (uid.equals(receiver) || name.equals(receiver)) {
                return uid;
            }
            names.add(name);
        }
        throw new CommandFailure("no notifier is named \"" + receiver + "\""
                + (names.isEmpty() ? "; the server has none at all" : "; there are " + String.join(", ", names)));
    }

    private DrillHops follow(ApiClient client, String fingerprint, String notifier, Instant end) {
        DrillHops passed = DrillHops.ask(client, fingerprint, notifier);
        while (!passed.arrived()
                && context.clock().instant().isBefore(end)
                && context.pause().passed(INTERVAL)) {
            passed = DrillHops.ask(client, fingerprint, notifier);
        }
        return passed;
    }

    private static void print(Instant posted, DrillHops passed, Terminal terminal) {
        TextTable table = new TextTable(
                List.of(Column.left("HOP"), Column.left("TIME"), Column.right("AFTER"), Column.right("IN ALL")));
        table.add(List.of("posted", Moments.text(posted), "", ""));
        Instant before = posted;
        for (Hop hop : passed.hops()) {
            table.add(List.of(
                    hop.name(),
                    Moments.text(hop.time()),
                    Moments.span(Duration.between(before, hop.time())),
                    Moments.span(Duration.between(posted, hop.time()))));
            before = hop.time();
        }
        table.print(terminal);
        if (passed.arrived()) {
            terminal.out().println(terminal.coloured(Colour.GREEN, "it has arrived"));
        }
    }

    private static Map<String, Object> tree(DrillAlert alert, Instant posted, DrillHops passed) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("fingerprint", alert.fingerprint());
        tree.put("labels", alert.labels());
        tree.put("posted", Moments.text(posted));
        tree.put("arrived", passed.arrived());
        tree.put("verdict", passed.verdict());
        tree.put("hops", passed.hops().stream().map(DrillCommand::hop).toList());
        return tree;
    }

    private static Map<String, Object> hop(Hop hop) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("hop", hop.name());
        tree.put("time", Moments.text(hop.time()));
        tree.put("text", hop.text());
        return tree;
    }
}
