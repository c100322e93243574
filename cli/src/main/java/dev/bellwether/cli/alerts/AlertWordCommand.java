package dev.bellwether.cli.alerts;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Person;
import dev.bellwether.cli.terminal.Terminal;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What acknowledging and resolving have in common. */
abstract class AlertWordCommand implements Callable<Integer> {
    private final CommandContext context;
    private final String path;
    private final String done;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "FINGERPRINT|NAME", description = "which; a name will do where only one alert has it")
    private String wanted = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who says so (default the user of this machine)")
    private @Nullable String by;

    /**
     * A command.
     *
     * @param path where it is said
     * @param done what has become of the alert then
     */
    AlertWordCommand(CommandContext context, String path, String done) {
        this.context = context;
        this.path = path;
        this.done = done;
    }

    /** Why; may be empty. */
    abstract String comment();

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        String person = Person.named(by, context);
        ApiClient client = options.client(context);
        String fingerprint = AlertChoice.one(client, wanted);
        client.change(path, Map.of("alert", fingerprint, "by", person, "comment", comment()));
        Terminal terminal = options.terminal(context);
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(Map.of("fingerprint", fingerprint)));
        } else if (!options.common().quiet()) {
            terminal.out().println(fingerprint + " is " + done + " by " + person);
        }
        terminal.out().flush();
        return 0;
    }
}
