package dev.bellwether.alerting.template;

import dev.bellwether.model.LabelText;
import java.nio.charset.StandardCharsets;

/** Texts made safe for where they are put, as Go's text/template and net/url do. */
final class Escapes {
    private static final String UNRESERVED = "-_.~";
    private static final char[] HEXADECIMAL = "0123456789ABCDEF".toCharArray();

    private Escapes() {}

    /** Writes a text escaped. */
    interface Escape {
        void escape(String text, BoundedText target);
    }

    static void html(String text, BoundedText target) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case 0 -> target.append('\ufffd');
                case '"' -> target.append("&#34;");
                case '\'' -> target.append("&#39;");
                case '&' -> target.append("&amp;");
                case '<' -> target.append("&lt;");
                case '>' -> target.append("&gt;");
                default -> target.append(c);
            }
        }
    }

    static void javaScript(String text, BoundedText target) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> target.append("\\\\");
                case '\'' -> target.append("\\'");
                case '"' -> target.append("\\\"");
                case '<' -> target.append("\\u003C");
                case '>' -> target.append("\\u003E");
                case '&' -> target.append("\\u0026");
                case '=' -> target.append("\\u003D");
                default -> {
                    if (c < ' ' || (c >= 0x80 && !isPrintable(c))) {
                        target.append(String.format("\\u%04X", c));
                    } else {
                        target.appendCodePoint(c);
                    }
                }
            }
        });
    }

    private static boolean isPrintable(int codePoint) {
        return LabelText.quote(Character.toString(codePoint)).indexOf('\\') < 0;
    }

    /** For a query of a URL: a blank becomes a plus. */
    static void urlQuery(String text, BoundedText target) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || UNRESERVED.indexOf(b) >= 0;
            if (plain) {
                target.append((char) b);
            } else if (b == ' ') {
                target.append('+');
            } else {
                target.append('%').append(HEXADECIMAL[(b >> 4) & 15]).append(HEXADECIMAL[b & 15]);
            }
        }
    }
}
