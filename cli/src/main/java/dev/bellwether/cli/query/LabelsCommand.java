package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.output.CsvText;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.LabelText;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether query labels}. */
@Command(
        name = "labels",
        description = "Lists the names of labels, or the values of one.",
        sortOptions = false,
        footer = {"", "Examples:", "  bellwether query labels", "  bellwether query labels instance --match up"})
public final class LabelsCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Mixin
    private final SearchOptions search = new SearchOptions();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "the label whose values are wanted")
    private @Nullable String name;

    @Option(names = "--match", paramLabel = "MATCH", description = "only of series that match; may be given again")
    private List<String> selectors = List.of();

    public LabelsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json, OutputFormat.csv));
        List<Map.Entry<String, String>> parameters = search.parameters(context, selectors);
        ApiClient client = options.client(context);
        String label = name;
        ApiAnswer answer = ExpressionErrors.explained(
                selectors.size() == 1 ? selectors.getFirst() : "",
                () -> label == null
                        ? client.post("/api/v1/labels", parameters)
                        : client.get("/api/v1/label/" + pathName(label) + "/values", parameters));
        Terminal terminal = options.terminal(context);
        List<String> texts = JsonTree.texts(answer.data());
        switch (format) {
            case json -> terminal.out().println(JsonText.of(answer.data()));
            case csv -> {
                CsvText.line(List.of(label == null ? "label" : label), terminal.out());
                texts.forEach(text -> CsvText.line(List.of(text), terminal.out()));
            }
            default -> texts.forEach(terminal.out()::println);
        }
        terminal.out().flush();
        options.common().notes(terminal, answer.warnings(), answer.infos());
        return 0;
    }

    /** A name that is no legacy one is written as Prometheus's {@code U__} escape wants it. */
    static String pathName(String name) {
        if (LabelText.isLegacyLabelName(name)) {
            return name;
        }
        StringBuilder escaped = new StringBuilder("U__");
        name.codePoints().forEach(codePoint -> {
            boolean plain = codePoint < 0x80 && (Character.isLetterOrDigit(codePoint));
            if (codePoint == '_') {
                escaped.append("__");
            } else if (plain) {
                escaped.appendCodePoint(codePoint);
            } else {
                escaped.append('_').append(Integer.toHexString(codePoint)).append('_');
            }
        });
        return escaped.toString();
    }
}
