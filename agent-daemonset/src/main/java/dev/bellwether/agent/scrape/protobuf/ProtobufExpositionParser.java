package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.agent.scrape.BoundText;
import dev.bellwether.agent.scrape.exposition.ByteKeyTable;
import dev.bellwether.agent.scrape.exposition.ByteView;
import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.exposition.Family;
import dev.bellwether.agent.scrape.exposition.TextPool;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parser of Prometheus's protobuf format, with native histograms. Exemplars and creation times are passed over. One family
 * is in memory at a time and has at most 64 MiB.
 *
 * @see <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
 */
public final class ProtobufExpositionParser implements ExpositionParser {
    private final boolean classicBesideNative;
    private final TextPool pool = new TextPool();
    private final FamilyMessage message = new FamilyMessage();
    private final MetricMessage metric = new MetricMessage();
    private final MetricPoints points = new MetricPoints();
    private final ByteKeyTable<Known> families = new ByteKeyTable<>();
    private final ByteView key = new ByteView();
    private final List<String> pairs = new ArrayList<>();
    private final List<String> pairsView = Collections.unmodifiableList(pairs);

    private InputStream stream = InputStream.nullInputStream();
    private byte[] keyBytes = new byte[256];
    private Known current = new Known(new Family("none"));
    private int familyNumber;
    private int metricIndex;
    private int pass;
    private boolean labelsRead;

    /** A family that has been seen, and its help as it was last read. */
    private static final class Known {
        private final Family family;
        private byte[] help = new byte[0];
        private byte[] unit = new byte[0];
        private int seenInPass;

        private Known(Family family) {
            this.family = family;
        }
    }

    /**
     * A parser.
     *
     * @param classicBesideNative whether the classic buckets of a native histogram count too
     */
    public ProtobufExpositionParser(boolean classicBesideNative) {
        this.classicBesideNative = classicBesideNative;
    }

    @Override
    public void begin(InputStream newStream) {
        stream = newStream;
        familyNumber = 0;
        metricIndex = 0;
        pass++;
        points.clear();
        message.clear();
    }

    @Override
    public Entry next() throws IOException {
        while (!points.next()) {
            if (metricIndex == message.metricCount()) {
                if (!nextFamily()) {
                    families.retainIf(known -> known.seenInPass == pass);
                    return Entry.END;
                }
            } else {
                nextMetric();
            }
        }
        labelsRead = false;
        makeKey();
        return points.histogram() == null ? Entry.SAMPLE : Entry.HISTOGRAM;
    }

    private boolean nextFamily() throws IOException {
        familyNumber++;
        boolean found;
        try {
            found = message.read(stream);
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw error(e);
        }
        metricIndex = 0;
        if (found) {
            current = describe();
        }
        return found;
    }

    private Known describe() throws ExpositionException {
        ByteView name = message.name();
        if (name.start() == name.end()) {
            throw new ExpositionException(position() + ": the family has no name");
        }
        Known known = families.get(name);
        if (known == null) {
            known = new Known(new Family(text(name, "the family's name")));
            families.add(name, known);
        }
        known.seenInPass = pass;
        boolean sameTexts =
                message.help().contentEquals(known.help) && message.unit().contentEquals(known.unit);
        String help = sameTexts ? known.family.help() : text(message.help(), "the help text");
        String unit = sameTexts ? known.family.metadata().unit() : text(message.unit(), "the unit");
        if (!sameTexts) {
            known.help = message.help().toBytes();
            known.unit = message.unit().toBytes();
        }
        known.family.describe(message.type(), unit, help);
        return known;
    }

    private void nextMetric() throws IOException {
        try {
            metric.read(message.buffer(), message.metricStart(metricIndex), message.metricEnd(metricIndex));
            points.read(metric, message.type(), classicBesideNative);
        } catch (IOException e) {
            throw error(e);
        }
        metricIndex++;
    }

    /** Name, part, bound, then the labels as they stand: each behind its length, so that no two series are mistaken. */
    private void makeKey() {
        ByteView name = message.name();
        int length = append(0, name.array(), name.start(), name.end());
        long bound = Double.doubleToRawLongBits(points.bound());
        byte[] tail = new byte[] {
            (byte) points.part().ordinal(),
            (byte) (bound >> 56),
            (byte) (bound >> 48),
            (byte) (bound >> 40),
            (byte) (bound >> 32),
            (byte) (bound >> 24),
            (byte) (bound >> 16),
            (byte) (bound >> 8),
            (byte) bound
        };
        length = append(length, tail, 0, tail.length);
        for (int i = 0; i < metric.labelCount(); i++) {
            length = append(length, message.buffer(), metric.labelStart(i), metric.labelEnd(i));
        }
        key.set(keyBytes, 0, length);
    }

    private int append(int length, byte[] bytes, int start, int end) {
        int count = end - start;
        if (length + count + 4 > keyBytes.length) {
            keyBytes = Arrays.copyOf(keyBytes, 2 * (length + count + 4));
        }
        keyBytes[length] = (byte) (count >> 24);
        keyBytes[length + 1] = (byte) (count >> 16);
        keyBytes[length + 2] = (byte) (count >> 8);
        keyBytes[length + 3] = (byte) count;
        System.arraycopy(bytes, start, keyBytes, length + 4, count);
        return length + 4 + count;
    }

    @Override
    public ByteView seriesKey() {
        return key;
    }

    @Override
    public String metricName() {
        return current.family.name() + points.part().suffix();
    }

    @Override
    public List<String> labelPairs() throws ExpositionException {
        if (!labelsRead) {
            pairs.clear();
            try {
                for (int i = 0; i < metric.labelCount(); i++) {
                    label(metric.labelStart(i), metric.labelEnd(i));
                }
            } catch (IOException e) {
                throw error(e);
            }
            switch (points.part()) {
                case BUCKET -> add("le", BoundText.format(points.bound()));
                case QUANTILE -> add("quantile", BoundText.format(points.bound()));
                case VALUE, COUNT, SUM -> {}
            }
            labelsRead = true;
        }
        return pairsView;
    }

    private void label(int start, int end) throws IOException {
        byte[] buffer = message.buffer();
        ByteView name = new ByteView().set(buffer, start, start);
        ByteView value = new ByteView().set(buffer, start, start);
        CodedInputStream in = CodedInputStream.newInstance(buffer, start, end - start);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> Fields.bytes(in, tag, buffer, start, name);
                case 2 -> Fields.bytes(in, tag, buffer, start, value);
                default -> in.skipField(tag);
            }
        }
        String nameText = text(name, "a label's name");
        add(nameText, text(value, "the value of the label " + LabelText.quote(nameText)));
    }

    private void add(String name, String value) throws ExpositionException {
        if (name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
            throw new ExpositionException(position() + ": the label name " + LabelText.quote(name) + " is not allowed");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (pairs.get(i).equals(name)) {
                throw new ExpositionException(position() + ": the label " + LabelText.quote(name) + " stands twice");
            }
        }
        pairs.add(name);
        pairs.add(value);
    }

    private String text(ByteView bytes, String what) throws ExpositionException {
        try {
            return pool.text(bytes.array(), bytes.start(), bytes.end());
        } catch (CharacterCodingException e) {
            throw new ExpositionException(position() + ": " + what + " is not valid UTF-8");
        }
    }

    @Override
    public Family family() {
        return current.family;
    }

    @Override
    public double value() {
        return points.value();
    }

    @Override
    public NativeHistogram histogram() {
        @Nullable NativeHistogram histogram = points.histogram();
        if (histogram == null) {
            throw new IllegalStateException("the present entry is a sample, not a histogram");
        }
        return histogram;
    }

    @Override
    public boolean hasTimestamp() {
        return metric.hasTimestamp();
    }

    @Override
    public long timestampMillis() {
        return metric.timestampMillis();
    }

    @Override
    public String position() {
        return "family " + familyNumber + (message.metricCount() > 0 ? " (" + message.name() + ")" : "");
    }

    private ExpositionException error(IOException cause) {
        return cause instanceof ExpositionException own
                ? own
                : new ExpositionException(position() + ": " + cause.getMessage());
    }
}
