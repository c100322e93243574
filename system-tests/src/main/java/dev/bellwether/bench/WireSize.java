package dev.bellwether.bench;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.main.CollectionSet;
import dev.bellwether.agent.wal.WalRecord;
import dev.bellwether.agent.wal.WalSettings;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.model.Labels;
import dev.bellwether.protocol.transport.ZstdCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/** Bytes on the wire for each sample, as the agent sends them. */
final class WireSize implements Figure {
    private static final int SERIES = 1_000;
    private static final int TICKS = 100;
    private static final double TARGET = 4;

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        MachineTrace trace = lab.trace();
        CollectorAssembly assembly = new CollectorAssembly();
        ZstdCodec codec = new ZstdCodec();
        long samples = 0;
        long plain = 0;
        long compressed = 0;
        long first = 0;
        try (WriteAheadLog log = WriteAheadLog.open(WalSettings.in(lab.scratch("wire")), "bench", Clock.systemUTC())) {
            BatchQueue queue = new BatchQueue(Labels.EMPTY, log::append);
            Labels target = CollectionSet.targetLabels("bench", "node-exporter", Labels.EMPTY);
            long now = System.currentTimeMillis();
            for (int tick = 0; tick < TICKS; tick++) {
                samples += trace.play(tick, SERIES, assembly.begin());
                queue.add(target, assembly.commit(now + tick * 15_000L));
                queue.flush();
            }
            log.force();
            WalRecord batch = log.next();
            while (batch != null) {
                int size = compress(codec, batch.batch());
                plain += batch.batch().length;
                compressed += size;
                first = first == 0 ? size : first;
                batch = log.next();
            }
        }
        double bytes = (double) compressed / samples;
        return List.of(new Row(
                "wire bytes per sample",
                Numbers.two(bytes),
                Numbers.two((double) plain / samples) + " before zstd",
                Numbers.two((double) compressed / plain),
                "≤ 4",
                Row.Verdict.of(bytes <= TARGET),
                String.format(
                        "%,.0f series a tick (all that this machine's collectors show, at most %,d), %d ticks, one batch"
                                + " a tick, each compressed alone; the first batch with its series takes %,d bytes of"
                                + " the %,d. Groups that came or went in between are sent as they came.",
                        (double) samples / TICKS, SERIES, TICKS, first, compressed)));
    }

    private static int compress(ZstdCodec codec, byte[] batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = codec.compress(bytes)) {
            out.write(batch);
        }
        return bytes.size();
    }
}
