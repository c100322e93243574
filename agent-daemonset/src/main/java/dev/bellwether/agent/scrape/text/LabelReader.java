package dev.bellwether.agent.scrape.text;

import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.TextPool;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands between braces: {@code "quoted.name",label="value","quoted label"="value"}. Keeps its lists from one
 * call to the next. For one thread.
 */
final class LabelReader {
    private static final int SHOWN_BYTES = 60;

    private final TextPool pool;
    private final List<String> pairs = new ArrayList<>();
    private final List<String> view = Collections.unmodifiableList(pairs);
    private byte[] unescaped = new byte[256];
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private long line;
    private @Nullable String quotedName;

    LabelReader(TextPool pool) {
        this.pool = pool;
    }

    /** Reads the bytes between the braces, both excluded. */
    void read(byte[] source, int start, int stop, long lineNumber) throws ExpositionException {
        bytes = source;
        position = start;
        end = stop;
        line = lineNumber;
        pairs.clear();
        quotedName = null;
        skipSpace();
        while (position < end) {
            element();
            skipSpace();
            if (position < end) {
                if (bytes[position] != ',') {
                    throw error("expected a comma or a closing brace after a label, found " + rest());
                }
                position++;
                skipSpace();
            }
        }
    }

    /** Names and values alternately; changes with the next call of {@link #read}. */
    List<String> pairs() {
        return view;
    }

    /** The metric's name where it stood between the braces, in quotes. */
    @Nullable
    String quotedName() {
        return quotedName;
    }

    void clear() {
        pairs.clear();
        quotedName = null;
    }

    private void element() throws ExpositionException {
        String name;
        if (bytes[position] == '"') {
            name = quoted("a name");
            skipSpace();
            if (position == end || bytes[position] == ',') {
                if (quotedName != null || !pairs.isEmpty()) {
                    throw error("expected an equals sign after the label name " + LabelText.quote(name));
                }
                quotedName = name;
                return;
            }
        } else {
            name = identifier();
            skipSpace();
        }
        if (position == end || bytes[position] != '=') {
            throw error("expected an equals sign after the label name " + LabelText.quote(name) + ", found " + rest());
        }
        position++;
        skipSpace();
        if (position == end || bytes[position] != '"') {
            throw error("expected a quoted value for the label " + LabelText.quote(name) + ", found " + rest());
        }
        String value = quoted("the value of the label " + LabelText.quote(name));
        if (name.isEmpty()) {
            throw error("a label's name is empty");
        }
        if (name.equals(Labels.METRIC_NAME)) {
            throw error("the label \"__name__\" is not allowed between braces");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                throw error("the label " + LabelText.quote(name) + " stands twice");
            }
        }
        pairs.add(name);
        pairs.add(value);
    }

    private String identifier() throws ExpositionException {
        int start = position;
        while (position < end && isNamePart(bytes[position], position > start)) {
            position++;
        }
        if (position == start) {
            throw error("expected a label name, found " + rest());
        }
        return text(start, position, "a label name");
    }

    static boolean isNamePart(byte b, boolean digitAllowed) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || (digitAllowed && b >= '0' && b <= '9');
    }

    /** Reads a quoted text whose opening quote is at the position, and moves behind its closing quote. */
    private String quoted(String what) throws ExpositionException {
        int start = position + 1;
        boolean escaped = false;
        int i = start;
        while (i < end && bytes[i] != '"') {
            if (bytes[i] == '\\') {
                escaped = true;
                i++;
            }
            i++;
        }
        if (i >= end) {
            throw error(what + " has no closing quote");
        }
        position = i + 1;
        if (!escaped) {
            return text(start, i, what);
        }
        int length = unescape(start, i);
        try {
            return pool.text(unescaped, 0, length);
        } catch (CharacterCodingException e) {
            throw error(what + " is not valid UTF-8");
        }
    }

    private int unescape(int start, int stop) {
        if (unescaped.length < stop - start) {
            unescaped = new byte[stop - start];
        }
        int length = 0;
        for (int i = start; i < stop; i++) {
            byte b = bytes[i];
            if (b == '\\' && i + 1 < stop) {
                byte next = bytes[i + 1];
                if (next == 'n' || next == '"' || next == '\\') {
                    b = next == 'n' ? (byte) '\n' : next;
                    i++;
                }
            }
            unescaped[length++] = b;
        }
        return length;
    }

    private String text(int start, int stop, String what) throws ExpositionException {
        try {
            return pool.text(bytes, start, stop);
        } catch (CharacterCodingException e) {
            throw error(what + " is not valid UTF-8");
        }
    }

    private void skipSpace() {
        while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
            position++;
        }
    }

    private String rest() {
        return shown(bytes, position, end);
    }

    /** A range of bytes for a message: quoted, and cut where it is long. */
    static String shown(byte[] bytes, int start, int end) {
        if (start >= end) {
            return "the end";
        }
        int stop = Math.min(end, start + SHOWN_BYTES);
        String text = LabelText.quote(new String(bytes, start, stop - start, java.nio.charset.StandardCharsets.UTF_8));
        return stop < end ? text + "…" : text;
    }

    private ExpositionException error(String message) {
        return ExpositionException.inLine(line, message);
    }
}
