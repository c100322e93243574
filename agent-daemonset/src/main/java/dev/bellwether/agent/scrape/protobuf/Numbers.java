package dev.bellwether.agent.scrape.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/** A repeated field of numbers, packed or not. Kept and used again. For one thread. */
final class Numbers {
    private double[] values = new double[32];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    double get(int index) {
        return values[index];
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Reads an element of type double, or all of them where they are packed. */
    void addDoubles(CodedInputStream in, int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            add(Fields.doubleValue(in, tag));
            return;
        }
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        while (in.getBytesUntilLimit() > 0) {
            add(in.readDouble());
        }
        in.popLimit(limit);
    }

    /** Reads an element of type sint64 as the difference to the one before, or all of them where they are packed. */
    void addDeltas(CodedInputStream in, int tag) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            addDelta(CodedInputStream.decodeZigZag64(Fields.varint(in, tag)));
            return;
        }
        int limit = in.pushLimit(Fields.requireLength(in, tag));
        while (in.getBytesUntilLimit() > 0) {
            addDelta(in.readSInt64());
        }
        in.popLimit(limit);
    }

    private void addDelta(long delta) {
        add(size == 0 ? delta : values[size - 1] + delta);
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }

    int[] toIntegers() {
        int[] integers = new int[size];
        for (int i = 0; i < size; i++) {
            integers[i] = (int) values[i];
        }
        return integers;
    }
}
