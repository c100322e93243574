package dev.bellwether.bench;

import com.google.protobuf.CodedOutputStream;
import dev.bellwether.model.Labels;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests of remote_write 1.0 as Prometheus makes them: 2,000 series with a sample each, snappy. Follows
 * prometheus.io/docs/specs/prw/remote_write_spec.
 */
final class RemoteWriteRequests {
    static final int STEP_MILLIS = 15_000;
    static final int SERIES_OF_TARGET = 1_000;

    private static final int TARGETS_OF_REQUEST = 2;

    private RemoteWriteRequests() {}

    /**
     * The requests of some ticks, every one of them with all targets.
     *
     * @param targets an even number
     * @return for each tick its requests
     */
    static List<List<byte[]>> of(MachineTrace trace, int targets, int ticks, long startMillis) {
        MachineTrace.Steady machine = trace.steady(SERIES_OF_TARGET);
        List<List<byte[]>> series = new ArrayList<>();
        for (int target = 0; target < targets; target++) {
            String instance = "10.0.0." + target + ":9100";
            series.add(machine.series().stream()
                    .map(each -> labels(each.labelsWith("instance", instance, "job", "node-exporter")))
                    .toList());
        }
        SnappyJavaCompressor snappy = new SnappyJavaCompressor();
        List<List<byte[]>> requests = new ArrayList<>();
        for (int tick = 0; tick < ticks; tick++) {
            List<byte[]> ofTick = new ArrayList<>();
            for (int target = 0; target < targets; target += TARGETS_OF_REQUEST) {
                ByteArrayOutputStream plain = new ByteArrayOutputStream();
                for (int each = target; each < target + TARGETS_OF_REQUEST; each++) {
                    long time = startMillis + (long) tick * STEP_MILLIS;
                    append(plain, machine, series.get(each), tick + each * 7L, time);
                }
                ofTick.add(compress(snappy, plain.toByteArray()));
            }
            requests.add(ofTick);
        }
        return requests;
    }

    private static void append(
            ByteArrayOutputStream plain, MachineTrace.Steady machine, List<byte[]> series, long tick, long time) {
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(plain);
            for (int i = 0; i < series.size(); i++) {
                int sample = CodedOutputStream.computeDoubleSize(1, machine.value(i, tick))
                        + CodedOutputStream.computeInt64Size(2, time);
                out.writeTag(1, 2);
                out.writeUInt32NoTag(series.get(i).length + 2 + sample);
                out.writeRawBytes(series.get(i));
                out.writeTag(2, 2);
                out.writeUInt32NoTag(sample);
                out.writeDouble(1, machine.value(i, tick));
                out.writeInt64(2, time);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The labels of a series, in the order of their names. */
    private static byte[] labels(Labels labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        labels.forEach((name, value) -> {
            try {
                out.writeTag(1, 2);
                out.writeUInt32NoTag(
                        CodedOutputStream.computeStringSize(1, name) + CodedOutputStream.computeStringSize(2, value));
                out.writeString(1, name);
                out.writeString(2, value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] compress(SnappyJavaCompressor snappy, byte[] plain) {
        byte[] compressed = new byte[snappy.maxCompressedLength(plain.length)];
        return Arrays.copyOf(compressed, snappy.compress(plain, 0, plain.length, compressed, 0, compressed.length));
    }
}
