package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/** A {@code Metric}: where its labels are, its time, and its value of whatever type. Kept and used again. For one thread. */
final class MetricMessage {
    private final HistogramMessage histogram = new HistogramMessage();
    private final Numbers quantiles = new Numbers();
    private final Numbers quantileValues = new Numbers();
    private int[] labels = new int[32];
    private int labelCount;
    private double value;
    private double summaryCount;
    private double summarySum;
    private boolean hasTimestamp;
    private long timestampMillis;
    private int base;

    /** Reads a metric from a range of the family's bytes. */
    void read(byte[] buffer, int start, int end) throws IOException {
        base = start;
        labelCount = 0;
        value = 0;
        summaryCount = 0;
        summarySum = 0;
        hasTimestamp = false;
        timestampMillis = 0;
        quantiles.clear();
        quantileValues.clear();
        CodedInputStream in = CodedInputStream.newInstance(buffer, start, end - start);
        boolean histogramRead = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> label(in, tag);
                case 2, 3, 5 -> simpleValue(in, tag);
                case 4 -> summary(in, tag);
                case 6 -> {
                    timestampMillis = Fields.varint(in, tag);
                    hasTimestamp = timestampMillis != 0;
                }
                case 7 -> {
                    int limit = in.pushLimit(Fields.requireLength(in, tag));
                    histogram.read(in);
                    in.popLimit(limit);
                    histogramRead = true;
                }
                default -> in.skipField(tag);
            }
        }
        if (!histogramRead) {
            histogram.read(CodedInputStream.newInstance(new byte[0]));
        }
    }

    private void label(CodedInputStream in, int tag) throws IOException {
        int length = Fields.requireLength(in, tag);
        if (2 * labelCount + 2 > labels.length) {
            labels = Arrays.copyOf(labels, labels.length * 2);
        }
        labels[2 * labelCount] = base + in.getTotalBytesRead();
        in.skipRawBytes(length);
        labels[2 * labelCount + 1] = base + in.getTotalBytesRead();
        labelCount++;
    }

    /** Gauge, counter and untyped have their value in field 1. */
    private void simpleValue(CodedInputStream in, int tag) throws IOException {
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            if (WireFormat.getTagFieldNumber(field) == 1) {
                value = Fields.doubleValue(in, field);
            } else {
                in.skipField(field);
            }
        }
        in.popLimit(limit);
    }

    private void summary(CodedInputStream in, int tag) throws IOException {
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(field)) {
                case 1 -> summaryCount = Fields.count(in, field);
                case 2 -> summarySum = Fields.doubleValue(in, field);
                case 3 -> quantile(in, field);
                default -> in.skipField(field);
            }
        }
        in.popLimit(limit);
    }

    private void quantile(CodedInputStream in, int tag) throws IOException {
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        double quantile = 0;
        double quantileValue = 0;
        for (int field = in.readTag(); field != 0; field = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(field)) {
                case 1 -> quantile = Fields.doubleValue(in, field);
                case 2 -> quantileValue = Fields.doubleValue(in, field);
                default -> in.skipField(field);
            }
        }
        in.popLimit(limit);
        quantiles.add(quantile);
        quantileValues.add(quantileValue);
    }

    int labelCount() {
        return labelCount;
    }

    int labelStart(int index) {
        return labels[2 * index];
    }

    int labelEnd(int index) {
        return labels[2 * index + 1];
    }

    double value() {
        return value;
    }

    double summaryCount() {
        return summaryCount;
    }

    double summarySum() {
        return summarySum;
    }

    Numbers quantiles() {
        return quantiles;
    }

    Numbers quantileValues() {
        return quantileValues;
    }

    HistogramMessage histogram() {
        return histogram;
    }

    boolean hasTimestamp() {
        return hasTimestamp;
    }

    long timestampMillis() {
        return timestampMillis;
    }
}
