package dev.bellwether.alert.notify.text;

/** How a receiver wants its text. Texts from outside are always escaped, so that a label cannot call {@code @everyone}. */
public enum Markup {
    PLAIN {
        @Override
        public String escape(String text) {
            return text;
        }

        @Override
        public String bold(String escaped) {
            return escaped;
        }

        @Override
        public String link(String label, String address) {
            return label + ": " + address;
        }
    },
    /** Slack's mrkdwn. */
    SLACK {
        @Override
        public String escape(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }

        @Override
        public String bold(String escaped) {
            return "*" + escaped.replace("*", "∗").replace("\n", " ") + "*";
        }

        @Override
        public String link(String label, String address) {
            return "<" + escape(address).replace("|", "%7C") + "|" + escape(label) + ">";
        }
    },
    /** The Markdown of Discord, Teams and ntfy. */
    MARKDOWN {
        @Override
        public String escape(String text) {
            return text.replaceAll("([\\\\*_~`|>#\\[\\]()<])", "\\\\$1");
        }

        @Override
        public String bold(String escaped) {
            return "**" + escaped.replace("\n", " ") + "**";
        }

        @Override
        public String link(String label, String address) {
            return "[" + escape(label) + "](" + address.replace("(", "%28").replace(")", "%29") + ")";
        }
    },
    /** The few elements of HTML that Telegram, Pushover and mail programs all know. */
    HTML {
        @Override
        public String escape(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }

        @Override
        public String bold(String escaped) {
            return "<b>" + escaped + "</b>";
        }

        @Override
        public String link(String label, String address) {
            return "<a href=\"" + escape(address) + "\">" + escape(label) + "</a>";
        }
    };

    /** A text from outside as it must be written to be read as it is. */
    public abstract String escape(String text);

    /** A text that is escaped already, in bold. */
    public abstract String bold(String escaped);

    /** A link; the label and the address are escaped here. */
    public abstract String link(String label, String address);
}
