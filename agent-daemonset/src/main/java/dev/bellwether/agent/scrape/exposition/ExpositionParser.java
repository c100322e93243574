package dev.bellwether.agent.scrape.exposition;

import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads an exposition sample by sample from a stream.
 *
 * <pre>{@code
 * parser.begin(stream);
 * for (Entry entry = parser.next(); entry != Entry.END; entry = parser.next()) {
 *     use(parser.metricName(), parser.labelPairs(), parser.value());
 * }
 * }</pre>
 *
 * <p>A parser may be used for one stream after another and is cheaper so, because it remembers families and texts. What
 * the getters return describes the entry that {@link #next} found last; the views are valid until the next call of it.
 * Labels are decoded only when they are asked for: who has seen {@link #seriesKey} before need not ask. The stream stays
 * its owner's to close. For one thread at a time.
 */
public interface ExpositionParser {
    /** What {@link #next} found. */
    enum Entry {
        /** A sample with a {@link ExpositionParser#value}. */
        SAMPLE,
        /** A sample with a {@link ExpositionParser#histogram}. */
        HISTOGRAM,
        /** The regular end of the exposition. */
        END
    }

    /** Starts with a new stream. */
    void begin(InputStream stream);

    /**
     * Finds the next sample; may block reading the stream.
     *
     * @throws ExpositionException where the format is broken
     * @throws IOException where the stream cannot be read
     */
    Entry next() throws IOException;

    /** The bytes that identify the series within its target: equal bytes mean equal name and labels. */
    ByteView seriesKey();

    /**
     * The metric's name.
     *
     * @throws ExpositionException where it is malformed
     */
    String metricName() throws ExpositionException;

    /**
     * Names and values of the labels alternately, in the order of the exposition, without the metric's name; each name
     * once, values may be empty.
     *
     * @throws ExpositionException where they are malformed
     */
    List<String> labelPairs() throws ExpositionException;

    /**
     * The family that the sample belongs to; one without description where the exposition has none.
     *
     * @throws ExpositionException where the name is malformed
     */
    Family family() throws ExpositionException;

    /** The value of a {@link Entry#SAMPLE}. */
    double value();

    /** The value of a {@link Entry#HISTOGRAM}. */
    NativeHistogram histogram();

    /** Whether the exposition gives the sample a time of its own. */
    boolean hasTimestamp();

    /** The sample's own time, milliseconds since 1970, UTC; 0 where it has none. */
    long timestampMillis();

    /** Where the current entry stands, for messages: {@code line 3} or {@code family 3}. */
    String position();

    /**
     * Name and labels together.
     *
     * @throws ExpositionException where they are malformed
     */
    default Labels labels() throws ExpositionException {
        Labels.Builder labels = Labels.builder().set(Labels.METRIC_NAME, metricName());
        List<String> pairs = labelPairs();
        for (int i = 0; i < pairs.size(); i += 2) {
            labels.set(pairs.get(i), pairs.get(i + 1));
        }
        return labels.build();
    }
}
