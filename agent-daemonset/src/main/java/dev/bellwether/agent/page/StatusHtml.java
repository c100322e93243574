package dev.bellwether.agent.page;

import dev.bellwether.agent.schedule.CollectorStatus;
import dev.bellwether.agent.send.SenderStatus;
import dev.bellwether.agent.wal.DropReason;
import dev.bellwether.agent.wal.WalStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The status for people: one page without scripts, readable in the light, in the dark and aloud. */
final class StatusHtml {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Bellwether agent</title>
            <style>
            :root { color-scheme: light dark; --line: #8884; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            table { border-collapse: collapse; width: 100%; }
            caption { text-align: start; padding-bottom: .25rem; }
            th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: start; vertical-align: top; }
            td.number { text-align: end; font-variant-numeric: tabular-nums; }
            .bad { font-weight: 700; }
            </style>
            </head>
            <body>
            <main>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);
    private final long nowMillis;

    private StatusHtml(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    static String of(AgentView view, long nowMillis) {
        StatusHtml page = new StatusHtml(nowMillis);
        page.summary(view);
        page.connection(view.sender());
        page.log(view.wal());
        page.collections("Collectors", "Collector", view.collectors());
        page.collections("Targets", "Target", view.targets());
        return page.html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void summary(AgentView view) {
        html.append("<h1>Bellwether agent ").append(escape(view.agentId())).append("</h1>\n<p>Version ");
        html.append(escape(view.version()))
                .append(", up for ")
                .append(ago(view.startedMillis()))
                .append(". ");
        html.append(view.isReady() ? "Ready." : "<strong class=\"bad\">Not ready.</strong>")
                .append(" <a href=\"/metrics\">Metrics</a></p>\n");
        if (!view.configurationError().isEmpty()) {
            html.append(
                            "<p class=\"bad\" role=\"alert\">The newest configuration cannot be used; the one before stays in force.</p>\n<pre>")
                    .append(escape(view.configurationError()))
                    .append("</pre>\n");
        }
    }

    private void connection(SenderStatus sender) {
        begin("Connection", "What is sent to the gateway");
        row("State", sender.state().name().toLowerCase(Locale.ROOT) + " (" + sender.protocol() + ")");
        row("Last failure", sender.lastFailure().isEmpty() ? "none" : sender.lastFailure());
        row("Batches sent", number(sender.sentBatches()));
        row("Batches without an answer", number(sender.inFlight()));
        sender.answers().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .filter(entry -> entry.getValue() > 0)
                .forEach(entry -> row(
                        "Answers: "
                                + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        number(entry.getValue())));
        html.append("</tbody></table>\n");
    }

    private void log(WalStatus wal) {
        begin("Write-ahead log", "What waits for the gateway");
        row("State", wal.trouble().isEmpty() ? "takes batches" : wal.trouble());
        row("Waiting", number(wal.depthBatches()) + " batches, " + number(wal.depthBytes()) + " bytes");
        row("Oldest", wal.oldestMillis() == 0 ? "none" : ago(wal.oldestMillis()) + " ago");
        row("Appended", number(wal.appendedBatches()) + " batches, " + number(wal.appendedSamples()) + " samples");
        for (DropReason reason : DropReason.values()) {
            long batches = wal.droppedBatches().getOrDefault(reason, 0L);
            if (batches > 0) {
                row("Dropped: " + reason.label().replace('_', ' '), number(batches) + " batches");
            }
        }
        html.append("</tbody></table>\n");
    }

    private void collections(String title, String kind, List<CollectorStatus> all) {
        html.append("<h2>").append(title).append("</h2>\n");
        if (all.isEmpty()) {
            html.append("<p>None.</p>\n");
            return;
        }
        html.append("<table><thead><tr><th scope=\"col\">").append(kind);
        html.append("</th><th scope=\"col\">Last</th><th scope=\"col\">Took</th><th scope=\"col\">Failures</th>"
                + "<th scope=\"col\">Result</th></tr></thead><tbody>\n");
        for (CollectorStatus one : all) {
            boolean ran = one.lastTickMillis() != 0;
            html.append("<tr><th scope=\"row\">").append(escape(one.name()));
            html.append("</th><td class=\"number\">").append(ran ? ago(one.lastTickMillis()) + " ago" : "not yet");
            html.append("</td><td class=\"number\">")
                    .append(String.format(Locale.ROOT, "%.1f ms", one.lastSeconds() * 1e3));
            html.append("</td><td class=\"number\">").append(number(one.failures()));
            html.append(" of ").append(number(one.collections())).append("</td><td>");
            html.append(
                    one.error().isEmpty()
                            ? (ran ? "ok" : "")
                            : "<span class=\"bad\">failed:</span> " + escape(one.error()));
            html.append("</td></tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    private void begin(String title, String caption) {
        html.append("<h2>")
                .append(title)
                .append("</h2>\n<table><caption>")
                .append(caption)
                .append("</caption><tbody>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><th scope=\"row\">")
                .append(escape(name))
                .append("</th><td>")
                .append(escape(value))
                .append("</td></tr>\n");
    }

    private String ago(long millis) {
        Duration age = Duration.between(Instant.ofEpochMilli(millis), Instant.ofEpochMilli(nowMillis));
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
