package dev.bellwether.cli.silences;

import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.LabelText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a silence would hide now.
 *
 * @param tree as the server says it
 */
record SilencePreviewText(Map<String, ?> tree) {
    private static final int MOST_SHOWN = 20;

    static SilencePreviewText ask(ApiClient client, List<Map<String, Object>> matchers) {
        Map<String, ?> tree = JsonTree.object(client.change("/api/v1/silences/preview", Map.of("matchers", matchers)));
        if (!tree.containsKey("hidden")) {
            throw new ApiException(client.base() + " does not preview silences; is it Bellwether?");
        }
        return new SilencePreviewText(tree);
    }

    void print(Terminal terminal, PrintWriter out) {
        List<?> hidden = JsonTree.list(tree.get("hidden"));
        out.println("hides " + hidden.size() + " of " + JsonTree.text(tree.get("active")) + " alerts that fire now"
                + (hidden.isEmpty() ? "" : ":"));
        hidden.stream().limit(MOST_SHOWN).forEach(labels -> out.println("  " + line(JsonTree.object(labels))));
        if (hidden.size() > MOST_SHOWN) {
            out.println("  … and " + (hidden.size() - MOST_SHOWN) + " more");
        }
        if (Boolean.TRUE.equals(tree.get("hidesEveryAlert"))) {
            out.println(terminal.coloured(
                    Colour.YELLOW, "it would hide every alert, also those that nobody has thought of"));
        }
        out.flush();
    }

    private static String line(Map<String, ?> labels) {
        return JsonTree.text(labels.get("alertname"))
                + labels.entrySet().stream()
                        .filter(label -> !label.getKey().equals("alertname"))
                        .map(label -> label.getKey() + "=" + LabelText.quote(JsonTree.text(label.getValue())))
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
