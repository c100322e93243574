package dev.bellwether.query.remote;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.bellwether.model.Labels;
import java.io.IOException;

/** Writes labels: {@code labels=1} of series, each {@code Label{name=1, value=2}}. Stateless. */
final class LabelsMessage {
    private LabelsMessage() {}

    /** Appends the labels of a series in their order. */
    static void write(Labels labels, MessageBuffer series) {
        series.fields(out -> {
            for (int i = 0; i < labels.size(); i++) {
                write(labels.name(i), labels.value(i), out);
            }
        });
    }

    private static void write(String name, String value, CodedOutputStream out) throws IOException {
        out.writeTag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(
                CodedOutputStream.computeStringSize(1, name) + CodedOutputStream.computeStringSize(2, value));
        out.writeString(1, name);
        out.writeString(2, value);
    }
}
