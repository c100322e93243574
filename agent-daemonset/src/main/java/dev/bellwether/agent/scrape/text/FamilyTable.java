package dev.bellwether.agent.scrape.text;

import dev.bellwether.agent.scrape.exposition.ByteKeyTable;
import dev.bellwether.agent.scrape.exposition.ByteView;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.Family;
import dev.bellwether.agent.scrape.exposition.TextPool;
import dev.bellwether.model.MetricType;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The families of one exposition, remembered from pass to pass, and which of them a sample belongs to. For one thread.
 */
final class FamilyTable {
    private static final String[] SUFFIXES = {
        "_bucket", "_sum", "_count", "_total", "_created", "_info", "_gsum", "_gcount"
    };

    private final TextPool pool;
    private final ByteKeyTable<Known> known = new ByteKeyTable<>();
    private final ByteView stripped = new ByteView();
    private @Nullable Known current;
    private int pass;

    private static final class Known {
        private final byte[] name;
        private final Family family;
        private byte[] rawHelp = new byte[0];
        private int seenInPass;

        private Known(byte[] name, Family family) {
            this.name = name;
            this.family = family;
        }
    }

    FamilyTable(TextPool pool) {
        this.pool = pool;
    }

    void beginPass() {
        pass++;
        current = null;
    }

    /** Forgets families that this pass did not name. */
    void endPass() {
        known.retainIf(candidate -> candidate.seenInPass == pass);
        current = null;
    }

    void describeType(ByteView name, MetricType type, long line) throws ExpositionException {
        Known found = describe(name, line);
        Family family = found.family;
        family.describe(type, family.metadata().unit(), family.help());
    }

    void describeUnit(ByteView name, String unit, long line) throws ExpositionException {
        Known found = describe(name, line);
        Family family = found.family;
        family.describe(family.type(), unit, family.help());
    }

    /** Sets the help text from its escaped form; decodes it only where it has changed. */
    void describeHelp(ByteView name, byte[] bytes, int start, int end, boolean quoteEscaped, long line)
            throws ExpositionException {
        Known found = describe(name, line);
        if (Arrays.equals(bytes, start, end, found.rawHelp, 0, found.rawHelp.length)) {
            return;
        }
        String help = unescape(text(bytes, start, end, "the help text", line), quoteEscaped);
        found.rawHelp = Arrays.copyOfRange(bytes, start, end);
        Family family = found.family;
        family.describe(family.type(), family.metadata().unit(), help);
    }

    private Known describe(ByteView name, long line) throws ExpositionException {
        Known found = current;
        if (found == null || !name.contentEquals(found.name)) {
            found = findOrAdd(name, line);
            current = found;
        }
        found.seenInPass = pass;
        return found;
    }

    /** The family of a sample's name. */
    Family familyOf(ByteView name, long line) throws ExpositionException {
        Known found = current;
        if (found == null || !belongs(name, found)) {
            found = search(name, line);
        }
        found.seenInPass = pass;
        return found.family;
    }

    private boolean belongs(ByteView name, Known candidate) {
        int length = name.end() - name.start();
        int familyLength = candidate.name.length;
        if (length < familyLength
                || !Arrays.equals(
                        name.array(), name.start(), name.start() + familyLength, candidate.name, 0, familyLength)) {
            return false;
        }
        return length == familyLength
                || candidate.family.allowsSuffix(suffix(name.array(), name.start() + familyLength, name.end()));
    }

    private String suffix(byte[] bytes, int start, int end) {
        try {
            return pool.text(bytes, start, end);
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private Known search(ByteView name, long line) throws ExpositionException {
        Known exact = known.get(name);
        if (exact != null) {
            return exact;
        }
        for (String suffix : SUFFIXES) {
            int end = name.end() - suffix.length();
            if (end > name.start() && suffix.equals(suffix(name.array(), end, name.end()))) {
                Known shorter = known.get(stripped.set(name.array(), name.start(), end));
                if (shorter != null && shorter.family.allowsSuffix(suffix)) {
                    return shorter;
                }
            }
        }
        return findOrAdd(name, line);
    }

    private Known findOrAdd(ByteView name, long line) throws ExpositionException {
        Known found = known.get(name);
        if (found == null) {
            String text = text(name.array(), name.start(), name.end(), "the metric's name", line);
            found = new Known(name.toBytes(), new Family(text));
            known.add(name, found);
        }
        return found;
    }

    private String text(byte[] bytes, int start, int end, String what, long line) throws ExpositionException {
        try {
            return pool.text(bytes, start, end);
        } catch (CharacterCodingException e) {
            throw ExpositionException.inLine(line, what + " is not valid UTF-8");
        }
    }

    private static String unescape(String text, boolean quoteEscaped) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (next == '\\' || next == 'n' || (quoteEscaped && next == '"')) {
                plain.append(next == 'n' ? '\n' : next);
                i++;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
