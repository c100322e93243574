package dev.bellwether.ingest.gateway.remotewrite;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.NativeHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the samples of one series after the other; what both versions have in common. Not safe for use by many threads. */
final class SeriesReader {
    private static final MetricType[] TYPES = MetricType.values();
    private static final double[] NO_VALUES = {};
    private static final long[] NO_TIMES = {};

    private final CodedInputStream input;
    private final HistogramReader histogramReader = new HistogramReader();
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int samples;
    private final List<NativeHistogram> histograms = new ArrayList<>();
    private long[] histogramTimes = new long[4];
    private int exemplars;

    SeriesReader(CodedInputStream input) {
        this.input = input;
    }

    /** Begins the next series. */
    void begin() {
        samples = 0;
        histograms.clear();
    }

    void exemplar() throws IOException {
        exemplars++;
        input.skipRawBytes(input.readRawVarint32());
    }

    /** Reads a sample; both versions: value 1, time 2. */
    void sample() throws IOException {
        int end = input.pushLimit(input.readRawVarint32());
        double value = 0;
        long time = 0;
        int tag = input.readTag();
        while (tag != 0) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                // By bits: a stale marker stays one.
                case 1 -> value = Double.longBitsToDouble(input.readFixed64());
                case 2 -> time = input.readInt64();
                default -> input.skipField(tag);
            }
            tag = input.readTag();
        }
        input.popLimit(end);
        if (samples == times.length) {
            times = Arrays.copyOf(times, samples * 2);
            values = Arrays.copyOf(values, samples * 2);
        }
        times[samples] = time;
        values[samples++] = value;
    }

    /** Reads a histogram. */
    void histogram() throws IOException {
        int end = input.pushLimit(input.readRawVarint32());
        NativeHistogram histogram = histogramReader.read(input);
        input.popLimit(end);
        if (histograms.size() == histogramTimes.length) {
            histogramTimes = Arrays.copyOf(histogramTimes, histogramTimes.length * 2);
        }
        histogramTimes[histograms.size()] = histogramReader.timestampMillis();
        histograms.add(histogram);
    }

    /** The series as it was read. */
    IncomingSeries end(KnownSeries known) {
        return new IncomingSeries(
                known,
                samples == 0 ? NO_TIMES : Arrays.copyOf(times, samples),
                samples == 0 ? NO_VALUES : Arrays.copyOf(values, samples),
                histograms.isEmpty() ? NO_TIMES : Arrays.copyOf(histogramTimes, histograms.size()),
                histograms.isEmpty() ? List.of() : List.copyOf(histograms));
    }

    int exemplars() {
        return exemplars;
    }

    static MetricType type(int number) {
        return number >= 0 && number < TYPES.length ? TYPES[number] : MetricType.UNKNOWN;
    }
}
