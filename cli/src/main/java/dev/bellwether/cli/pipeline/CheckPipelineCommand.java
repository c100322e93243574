package dev.bellwether.cli.pipeline;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.ServerOptions;
import dev.bellwether.cli.output.Moments;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.CommonOptions;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellwether check pipeline}. */
@Command(
        name = "pipeline",
        description = {
            "Goes the way of a sample and of an alert through a running Bellwether, and names the hop that fails.",
            "A test alert is part of it; a silence keeps it from everybody."
        },
        sortOptions = false,
        footer = {
            "",
            "--timeout is how long each hop may take (default 1m). Exit code 1 where one has failed.",
            "",
            "Example:",
            "  bellwether check pipeline --agents 3"
        })
public final class CheckPipelineCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final CommandContext context;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--agents", paramLabel = "NUMBER", description = "how many agents there are at least (default 1)")
    private int agents = 1;

    public CheckPipelineCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (agents < 1) {
            throw CommandFailure.wrongUsage("--agents is " + agents + ", 1 or more is needed");
        }
        Duration patience = server.limit(PATIENCE);
        ApiClient client = server.client(context);
        Terminal terminal = common.on(context.terminal());
        try (AlertHop alert = new AlertHop(client, context.clock())) {
            List<Hop> hops = new ArrayList<>(new SampleHops(client, agents).hops());
            hops.add(alert);
            for (Hop hop : hops) {
                pass(hop, patience, terminal);
            }
        }
        terminal.out().println(terminal.coloured(Colour.GREEN, "every hop works"));
        terminal.out().flush();
        return 0;
    }

    private void pass(Hop hop, Duration patience, Terminal terminal) {
        Instant start = context.clock().instant();
        Finding finding = look(hop);
        while (!finding.good()
                && context.clock().instant().isBefore(start.plus(patience))
                && context.pause().passed(INTERVAL)) {
            finding = look(hop);
        }
        String took = Moments.span(Duration.between(start, context.clock().instant()));
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-4s %-36s %7s  %s%n",
                        finding.good() ? "ok" : "FAIL",
                        hop.name(),
                        took,
                        finding.text());
        terminal.out().flush();
        if (!finding.good()) {
            throw new CommandFailure(hop.name() + " does not work: " + finding.text() + ". Look at " + hop.advice());
        }
    }

    /** A server that cannot be asked is a hop that does not work yet. */
    private static Finding look(Hop hop) {
        try {
            return hop.look();
        } catch (ApiException e) {
            return Finding.bad(e.text());
        }
    }
}
