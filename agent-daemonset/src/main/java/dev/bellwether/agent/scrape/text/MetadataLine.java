package dev.bellwether.agent.scrape.text;

import dev.bellwether.agent.scrape.exposition.ByteView;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.TextPool;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.MetricType;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a line that begins with {@code #}: TYPE, HELP, UNIT, EOF, or a comment. For one thread. */
final class MetadataLine {
    private final TextDialect dialect;
    private final TextPool pool;
    private final FamilyTable families;
    private final LabelReader quotedNames;
    private final ByteView name = new ByteView();

    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private long line;

    MetadataLine(TextDialect dialect, TextPool pool, FamilyTable families) {
        this.dialect = dialect;
        this.pool = pool;
        this.families = families;
        this.quotedNames = new LabelReader(pool);
    }

    /** Reads one line; true where it is {@code # EOF} of OpenMetrics. */
    boolean read(byte[] source, int start, int stop, long lineNumber) throws ExpositionException {
        bytes = source;
        position = start + 1;
        end = stop;
        line = lineNumber;
        skipSpace();
        boolean openMetrics = dialect == TextDialect.OPEN_METRICS;
        if (isWord("TYPE")) {
            type();
        } else if (isWord("HELP")) {
            readName("HELP");
            families.describeHelp(name, bytes, position, end, openMetrics, line);
        } else if (openMetrics && isWord("UNIT")) {
            readName("UNIT");
            families.describeUnit(name, text("the unit"), line);
        } else if (openMetrics) {
            if (isWord("EOF") && position == end) {
                return true;
            }
            throw error(
                    "expected TYPE, HELP, UNIT or EOF after \"#\", found " + LabelReader.shown(bytes, position, end));
        }
        return false;
    }

    private void type() throws ExpositionException {
        readName("TYPE");
        while (end > position && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        String word = text("the type");
        MetricType type = dialect.type(word);
        if (type == null) {
            throw error("the type of " + name + " is " + LabelText.quote(word) + ", allowed are "
                    + String.join(", ", dialect.typeNames()));
        }
        families.describeType(name, type, line);
    }

    /** Whether the next word is the given one; moves behind it and the space after it. */
    private boolean isWord(String word) {
        int stop = position + word.length();
        if (stop > end || (stop < end && bytes[stop] != ' ' && bytes[stop] != '\t')) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[position + i] != word.charAt(i)) {
                return false;
            }
        }
        position = stop;
        skipSpace();
        return true;
    }

    private void readName(String keyword) throws ExpositionException {
        int start = position;
        if (position < end && bytes[position] == '"') {
            quotedName(keyword);
        } else {
            while (position < end && bytes[position] != ' ' && bytes[position] != '\t') {
                if (bytes[position] != ':' && !LabelReader.isNamePart(bytes[position], position > start)) {
                    throw error("the metric name in a " + keyword + " line is " + LabelReader.shown(bytes, start, end)
                            + ", allowed are letters, digits, \"_\" and \":\"");
                }
                position++;
            }
            name.set(bytes, start, position);
        }
        if (name.start() == name.end()) {
            throw error("expected a metric name after " + keyword + ", found " + LabelReader.shown(bytes, start, end));
        }
        skipSpace();
    }

    private void quotedName(String keyword) throws ExpositionException {
        int start = position;
        position++;
        while (position < end && bytes[position] != '"') {
            position += bytes[position] == '\\' ? 2 : 1;
        }
        if (position >= end) {
            throw error("the metric name in a " + keyword + " line has no closing quote");
        }
        position++;
        quotedNames.read(bytes, start, position, line);
        String quoted = quotedNames.quotedName();
        byte[] decoded = quoted == null ? new byte[0] : quoted.getBytes(StandardCharsets.UTF_8);
        name.set(decoded, 0, decoded.length);
    }

    private String text(String what) throws ExpositionException {
        try {
            return pool.text(bytes, position, end);
        } catch (CharacterCodingException e) {
            throw error(what + " is not valid UTF-8");
        }
    }

    private void skipSpace() {
        while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
            position++;
        }
    }

    private ExpositionException error(String message) {
        return ExpositionException.inLine(line, message);
    }
}
