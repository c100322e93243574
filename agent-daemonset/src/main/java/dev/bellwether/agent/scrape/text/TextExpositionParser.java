package dev.bellwether.agent.scrape.text;

import dev.bellwether.agent.scrape.exposition.ByteView;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.exposition.Family;
import dev.bellwether.agent.scrape.exposition.TextPool;
import dev.bellwether.model.NativeHistogram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Parser of both text formats, line by line over bytes: a series whose bytes are known costs no allocation.
 *
 * <p>As lenient as Prometheus's own: families may come in any order and without TYPE, a comma may end the labels, the
 * last line of {@link TextDialect#PROMETHEUS} needs no line feed. A line has at most 1 MiB.
 */
public final class TextExpositionParser implements ExpositionParser {
    private final TextDialect dialect;
    private final TextPool pool = new TextPool();
    private final LineReader lines = new LineReader();
    private final NumberReader numbers = new NumberReader();
    private final LabelReader labels = new LabelReader(pool);
    private final LabelReader exemplarLabels = new LabelReader(pool);
    private final FamilyTable families = new FamilyTable(pool);
    private final MetadataLine metadata;
    private final ByteView key = new ByteView();
    private final ByteView name = new ByteView();

    private int labelsStart;
    private int labelsEnd;
    private boolean decoded;
    private double value;
    private boolean hasTimestamp;
    private long timestampMillis;

    public TextExpositionParser(TextDialect dialect) {
        this.dialect = dialect;
        this.metadata = new MetadataLine(dialect, pool, families);
    }

    @Override
    public void begin(InputStream stream) {
        lines.begin(stream);
        families.beginPass();
    }

    @Override
    public Entry next() throws IOException {
        while (lines.next()) {
            byte[] bytes = lines.buffer();
            int start = skipSpace(bytes, lines.start());
            if (start == lines.end()) {
                if (dialect == TextDialect.OPEN_METRICS) {
                    throw error("the line is empty, which OpenMetrics does not allow");
                }
            } else if (bytes[start] != '#') {
                sample(bytes, start);
                return Entry.SAMPLE;
            } else if (metadata.read(bytes, start, lines.end(), lines.number())) {
                return end();
            }
        }
        if (dialect == TextDialect.OPEN_METRICS) {
            throw ExpositionException.inLine(lines.number() + 1, "expected \"# EOF\", found the end");
        }
        families.endPass();
        return Entry.END;
    }

    private Entry end() throws IOException {
        if (lines.next()) {
            throw error("nothing may follow \"# EOF\", found "
                    + LabelReader.shown(lines.buffer(), lines.start(), lines.end()));
        }
        families.endPass();
        return Entry.END;
    }

    private void sample(byte[] bytes, int start) throws ExpositionException {
        int position = metricName(bytes, start);
        position = skipSpace(bytes, position);
        decoded = false;
        if (position < lines.end() && bytes[position] == '{') {
            labelsStart = position + 1;
            labelsEnd = closingBrace(bytes, labelsStart);
            position = labelsEnd + 1;
            key.set(bytes, start, position);
        } else {
            if (name.start() == name.end()) {
                throw error("expected a metric name, found " + LabelReader.shown(bytes, start, lines.end()));
            }
            labelsStart = -1;
            key.set(bytes, name.start(), name.end());
        }
        position = value(bytes, skipSpace(bytes, position));
        position = timestamp(bytes, skipSpace(bytes, position));
        position = skipSpace(bytes, position);
        if (position < lines.end()) {
            exemplar(bytes, position);
        }
    }

    private int metricName(byte[] bytes, int start) {
        int position = start;
        while (position < lines.end()
                && (bytes[position] == ':' || LabelReader.isNamePart(bytes[position], position > start))) {
            position++;
        }
        name.set(bytes, start, position);
        return position;
    }

    private int closingBrace(byte[] bytes, int start) throws ExpositionException {
        boolean quoted = false;
        for (int i = start; i < lines.end(); i++) {
            byte b = bytes[i];
            if (b == '"') {
                quoted = !quoted;
            } else if (quoted && b == '\\') {
                i++;
            } else if (!quoted && b == '}') {
                return i;
            }
        }
        throw error(
                quoted
                        ? "a label's value has no closing quote: " + LabelReader.shown(bytes, start, lines.end())
                        : "the labels have no closing brace: " + LabelReader.shown(bytes, start, lines.end()));
    }

    private int value(byte[] bytes, int start) throws ExpositionException {
        int end = token(bytes, start);
        if (!numbers.readDouble(bytes, start, end)) {
            throw error("expected a number as the value of " + LabelReader.shown(bytes, key.start(), key.end())
                    + ", found " + LabelReader.shown(bytes, start, end));
        }
        value = numbers.doubleValue();
        return end;
    }

    private int timestamp(byte[] bytes, int start) throws ExpositionException {
        int end = token(bytes, start);
        hasTimestamp = start < end && bytes[start] != '#';
        timestampMillis = 0;
        if (!hasTimestamp) {
            return start;
        }
        timestampMillis = time(bytes, start, end);
        return end;
    }

    private long time(byte[] bytes, int start, int end) throws ExpositionException {
        if (dialect == TextDialect.PROMETHEUS) {
            if (numbers.readLong(bytes, start, end)) {
                return numbers.longValue();
            }
            throw error("expected a time in whole milliseconds or the end of the line, found "
                    + LabelReader.shown(bytes, start, lines.end()));
        }
        if (numbers.readDouble(bytes, start, end) && Math.abs(numbers.doubleValue()) < 1e15) {
            return Math.round(numbers.doubleValue() * 1_000);
        }
        throw error("expected a time in seconds, an exemplar or the end of the line, found "
                + LabelReader.shown(bytes, start, lines.end()));
    }

    /** Checks an exemplar's syntax; exemplars are not kept. */
    private void exemplar(byte[] bytes, int start) throws ExpositionException {
        if (dialect != TextDialect.OPEN_METRICS || bytes[start] != '#') {
            throw error("expected the end of the line, found " + LabelReader.shown(bytes, start, lines.end()));
        }
        int position = skipSpace(bytes, start + 1);
        if (position == lines.end() || bytes[position] != '{') {
            throw error("expected an exemplar's labels in braces, found "
                    + LabelReader.shown(bytes, position, lines.end()));
        }
        int close = closingBrace(bytes, position + 1);
        exemplarLabels.read(bytes, position + 1, close, lines.number());
        position = skipSpace(bytes, close + 1);
        int end = token(bytes, position);
        if (!numbers.readDouble(bytes, position, end)) {
            throw error("expected a number as an exemplar's value, found "
                    + LabelReader.shown(bytes, position, lines.end()));
        }
        position = skipSpace(bytes, end);
        if (position < lines.end()) {
            end = token(bytes, position);
            time(bytes, position, end);
            if (skipSpace(bytes, end) < lines.end()) {
                throw error("expected the end of the line after an exemplar, found "
                        + LabelReader.shown(bytes, end, lines.end()));
            }
        }
    }

    private int token(byte[] bytes, int start) {
        int end = start;
        while (end < lines.end() && bytes[end] != ' ' && bytes[end] != '\t') {
            end++;
        }
        return end;
    }

    private int skipSpace(byte[] bytes, int start) {
        int position = start;
        while (position < lines.end() && (bytes[position] == ' ' || bytes[position] == '\t')) {
            position++;
        }
        return position;
    }

    @Override
    public ByteView seriesKey() {
        return key;
    }

    @Override
    public String metricName() throws ExpositionException {
        decode();
        String quoted = labels.quotedName();
        if (quoted != null) {
            return quoted;
        }
        try {
            return pool.text(name.array(), name.start(), name.end());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("a name of ASCII characters is always UTF-8", e);
        }
    }

    @Override
    public List<String> labelPairs() throws ExpositionException {
        decode();
        return labels.pairs();
    }

    private void decode() throws ExpositionException {
        if (decoded) {
            return;
        }
        if (labelsStart < 0) {
            labels.clear();
        } else {
            labels.read(lines.buffer(), labelsStart, labelsEnd, lines.number());
            boolean named = name.start() < name.end();
            String quoted = labels.quotedName();
            if (named && quoted != null) {
                throw error("the metric has two names, " + name + " and \"" + quoted + "\"");
            }
            if (!named && (quoted == null || quoted.isEmpty())) {
                throw error("expected a metric name before or first within the braces");
            }
        }
        decoded = true;
    }

    @Override
    public Family family() throws ExpositionException {
        if (name.start() == name.end()) {
            byte[] quoted = metricName().getBytes(StandardCharsets.UTF_8);
            return families.familyOf(new ByteView().set(quoted, 0, quoted.length), lines.number());
        }
        return families.familyOf(name, lines.number());
    }

    @Override
    public double value() {
        return value;
    }

    /** Never to be called: neither text format has native histograms. */
    @Override
    public NativeHistogram histogram() {
        throw new IllegalStateException("text formats have no native histograms");
    }

    @Override
    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    @Override
    public long timestampMillis() {
        return timestampMillis;
    }

    @Override
    public String position() {
        return "line " + lines.number();
    }

    private ExpositionException error(String message) {
        return ExpositionException.inLine(lines.number(), message);
    }
}
