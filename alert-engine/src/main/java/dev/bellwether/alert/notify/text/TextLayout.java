package dev.bellwether.alert.notify.text;

import java.util.ArrayList;
import java.util.List;

/** Lays the text of a notification out in lines, in the way in which a receiver marks up, and no longer than it takes. */
public final class TextLayout {
    private static final int ROOM_FOR_MORE = 32;

    private final MessageText text;
    private final Markup markup;

    public TextLayout(MessageText text, Markup markup) {
        this.text = text;
        this.markup = markup;
    }

    /** All but the title, in at most this many characters (at least 100). */
    public String body(int longest) {
        StringBuilder body = new StringBuilder();
        int left = text.alerts().size();
        String common = markup.escape(text.commonLabels());
        if (common.length() < longest / 3) {
            body.append(common);
        }
        for (String block : blocks()) {
            String gap = body.isEmpty() ? "" : "\n\n";
            int room = longest - body.length() - gap.length() - (left + text.more() > 1 ? ROOM_FOR_MORE : 0);
            if (block.length() > room) {
                break;
            }
            body.append(gap).append(block);
            left--;
        }
        if (left == text.alerts().size()) {
            // Not even one fits: its summary alone, cut before it is escaped.
            String summary = text.alerts().getFirst().summary();
            int room = Math.max(10, (longest - body.length() - ROOM_FOR_MORE - 2) / 6);
            body.append(body.isEmpty() ? "" : "\n\n").append(markup.escape(AlertText.bounded(summary, room)));
            left--;
        }
        if (left + text.more() > 0) {
            body.append("\n\n").append(more(left + text.more()));
        }
        return body.toString();
    }

    /** What is said of alerts that are not shown. */
    public static String more(int count) {
        return "and " + count + " more";
    }

    /** One text for each alert. */
    public List<String> blocks() {
        return text.alerts().stream().map(this::block).toList();
    }

    private String block(AlertText alert) {
        List<String> lines = new ArrayList<>();
        String state = alert.firing() ? "🔴 " : "🟢 ";
        lines.add(state + markup.bold(markup.escape(alert.summary())));
        if (!alert.description().isEmpty()) {
            lines.add(markup.escape(alert.description()));
        }
        lines.add(markup.escape(alert.value() + ", " + alert.time()));
        if (!alert.labels().isEmpty()) {
            lines.add(markup.escape(alert.labels()));
        }
        if (!alert.links().isEmpty()) {
            lines.add(String.join(
                    markup == Markup.PLAIN ? "\n" : " · ",
                    alert.links().stream()
                            .map(link -> markup.link(link.label(), link.address()))
                            .toList()));
        }
        return String.join("\n", lines);
    }
}
