package dev.bellwether.storage.timescale;

import dev.bellwether.model.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;

/** Labels as a flat JSON object of texts, and their hash. */
final class LabelsJson {
    private LabelsJson() {}

    /** The labels as JSON. */
    static String write(Labels labels) {
        StringBuilder json = new StringBuilder(16 + 24 * labels.size()).append('{');
        for (int i = 0; i < labels.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            quote(labels.name(i), json);
            json.append(':');
            quote(labels.value(i), json);
        }
        return json.append('}').toString();
    }

    /** Names and values as JSON, with a sign in place of each character that PostgreSQL cannot store. */
    static String write(Map<String, String> texts) {
        StringBuilder json = new StringBuilder().append('{');
        texts.forEach((name, value) -> {
            json.append(json.length() == 1 ? "" : ",");
            quote(storable(name), json);
            json.append(':');
            quote(storable(value), json);
        });
        return json.append('}').toString();
    }

    /** The text with a sign in place of each character that PostgreSQL cannot store. */
    static String storable(String text) {
        return isStorable(text) ? text : text.replaceAll("[\\x00\\p{Cs}]", "\ufffd");
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /**
     * Labels from a flat JSON object of texts.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    static Labels.Builder read(String json) {
        Labels.Builder labels = Labels.builder();
        Cursor cursor = new Cursor(json);
        cursor.expect('{');
        if (cursor.next('}')) {
            return labels;
        }
        do {
            String name = cursor.text();
            cursor.expect(':');
            labels.set(name, cursor.text());
        } while (cursor.next(','));
        cursor.expect('}');
        return labels;
    }

    /** The first half of the SHA-256 of names and values with their lengths. */
    static UUID hash(Labels labels) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        labels.forEach((name, value) -> {
            update(digest, name);
            update(digest, value);
        });
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    /** Whether PostgreSQL can store the text: no NUL and no half of a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static final class Cursor {
        private final String json;
        private int at;

        Cursor(String json) {
            this.json = json;
        }

        boolean next(char wanted) {
            skipSpace();
            if (at < json.length() && json.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }

        void expect(char wanted) {
            if (!next(wanted)) {
                throw new IllegalArgumentException(
                        "stored labels are no flat JSON object: '" + wanted + "' expected at " + at + " of " + json);
            }
        }

        String text() {
            expect('"');
            int start = at;
            while (json.charAt(at) != '"' && json.charAt(at) != '\\') {
                at++;
            }
            if (json.charAt(at) == '"') {
                return json.substring(start, at++);
            }
            StringBuilder text = new StringBuilder(json.substring(start, at));
            while (json.charAt(at) != '"') {
                char c = json.charAt(at++);
                text.append(c == '\\' ? escaped() : c);
            }
            at++;
            return text.toString();
        }

        private char escaped() {
            char c = json.charAt(at++);
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> {
                    at += 4;
                    yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
                }
                default -> c;
            };
        }

        private void skipSpace() {
            while (at < json.length() && json.charAt(at) <= ' ') {
                at++;
            }
        }
    }
}
