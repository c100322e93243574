package dev.bellwether.ingest.writer;

import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesMemory;
import dev.bellwether.protocol.codec.UnknownBlockException;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.storage.Flush;
import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SampleColumns;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.SeriesBlockLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one record into a buffer: decoded, recognised where it is a duplicate, its series resolved.
 *
 * <p>All that can fail comes first: a record is in the buffer whole or not at all. Used by one thread.
 */
final class RecordProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProcessor.class);

    /** So many batches are looked through for series that are not known yet. */
    private static final int MAX_PREPARED = 64;

    private final SeriesBlockLog blocks;
    private final SeriesIds seriesIds;
    private final SeriesMemory seriesMemory;
    private final RequestMemory requests;
    private final DeadLetters deadLetters;
    private final WriterMetrics metrics;

    /** A record that can never be written. */
    private static final class DeadException extends Exception {
        private static final long serialVersionUID = 1;

        private final DeadReason reason;

        DeadException(DeadReason reason, String message) {
            super(message);
            this.reason = reason;
        }
    }

    RecordProcessor(
            SeriesBlockLog blocks,
            SeriesIds seriesIds,
            RequestMemory requests,
            DeadLetters deadLetters,
            WriterMetrics metrics) {
        this.blocks = blocks;
        this.seriesIds = seriesIds;
        this.seriesMemory = new SeriesMemory(seriesIds.maxSingles());
        this.requests = requests;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /**
     * Deals with a record.
     *
     * @param behind records that will come next; what has to be asked of storage is asked for them too
     * @param refused why storage refuses it, or null where it does not
     * @throws dev.bellwether.storage.StorageUnavailableException where storage is needed and away; nothing was done
     * @throws dev.bellwether.stream.LogUnavailableException where the log is needed and away; nothing was done
     */
    void process(
            LogRecord record,
            PartitionState partition,
            FlushBuffer buffer,
            Collection<LogRecord> behind,
            @Nullable String refused) {
        String tenant = tenant(record);
        try {
            if (refused != null) {
                throw new DeadException(DeadReason.REFUSED_BY_STORAGE, refused);
            }
            add(record, tenant, partition, buffer, behind);
        } catch (DeadException e) {
            deadLetters.put(record, tenant, e.reason, String.valueOf(e.getMessage()));
            metrics.deadLetter(e.reason);
        }
        partition.passed(record.offset());
        buffer.countRecord(record, receivedAt(record));
        metrics.record();
    }

    /** Forgets what is in the buffer alone. */
    void forget() {
        requests.clear();
    }

    private void add(
            LogRecord record, String tenant, PartitionState partition, FlushBuffer buffer, Collection<LogRecord> behind)
            throws DeadException {
        Decoded decoded = decode(record, tenant);
        SampleBatch batch = decoded.batch();
        String request = record.header(BatchHeaders.REQUEST_IDENTITY);
        BatchIdentity identity = batch.identity();
        SenderKey sender = new SenderKey(tenant, identity.agentId(), identity.incarnation());
        SequenceMarks marks = SequenceMarks.NONE;
        if (request != null) {
            if (requests.contains(tenant, request, upcoming(tenant, behind))) {
                metrics.duplicate();
                return;
            }
        } else {
            marks = partition.marks(sender);
            if (marks.contains(identity.sequence())) {
                metrics.duplicate();
                return;
            }
        }
        long newest = requireStorableTimes(batch);
        if (request == null && !seriesIds.knows(tenant, batch)) {
            prepare(tenant, batch, behind);
        }
        List<BlockIds> ids = resolve(tenant, decoded);
        for (int i = 0; i < ids.size(); i++) {
            append(batch.sections().get(i), ids.get(i), buffer);
        }
        if (request != null) {
            requests.add(tenant, request);
            buffer.add(new Flush.RequestIdentity(tenant, request, partition.id(), receivedAt(record)));
        } else {
            SequenceMarks grown = grow(marks, batch);
            partition.mark(sender, grown);
            buffer.add(sender, partition, grown, batch.targetLabels(), newest, receivedAt(record));
        }
    }

    /** A batch with the frame it was read from. */
    private record Decoded(EncodedBatch encoded, SampleBatch batch) {}

    private Decoded decode(LogRecord record, String tenant) throws DeadException {
        String version = record.header(BatchHeaders.VERSION);
        if (version != null && !version.equals(String.valueOf(BatchHeaders.CURRENT_VERSION))) {
            throw new DeadException(
                    DeadReason.UNKNOWN_VERSION,
                    "batch_version is " + version + ", this writer knows " + BatchHeaders.CURRENT_VERSION);
        }
        byte[] value = record.value();
        if (value == null) {
            throw new DeadException(DeadReason.INVALID, "the record has no value");
        }
        try {
            EncodedBatch encoded = EncodedBatch.read(value);
            return new Decoded(encoded, BatchDecoder.decode(encoded, blocks.forTenant(tenant), seriesMemory));
        } catch (InvalidBatchException e) {
            throw new DeadException(DeadReason.INVALID, String.valueOf(e.getMessage()));
        } catch (UnknownBlockException e) {
            throw new DeadException(DeadReason.UNKNOWN_BLOCK, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> upcoming(String tenant, Collection<LogRecord> behind) {
        List<String> identities = new ArrayList<>();
        for (LogRecord record : behind) {
            String identity = record.header(BatchHeaders.REQUEST_IDENTITY);
            if (identity != null && tenant.equals(tenant(record))) {
                identities.add(identity);
            }
        }
        return identities;
    }

    /** Asks storage for the series of this batch and of those that come next at once; what fails is asked for one by one. */
    private void prepare(String tenant, SampleBatch batch, Collection<LogRecord> behind) {
        List<SeriesIds.Wanted> wanted = new ArrayList<>();
        wanted.add(new SeriesIds.Wanted(tenant, batch));
        for (LogRecord record : behind) {
            if (wanted.size() == MAX_PREPARED) {
                break;
            }
            if (record.header(BatchHeaders.REQUEST_IDENTITY) == null) {
                try {
                    wanted.add(new SeriesIds.Wanted(
                            tenant(record), decode(record, tenant(record)).batch()));
                } catch (DeadException e) {
                    // Its own turn comes, and with it the dead letter.
                    continue;
                }
            }
        }
        try {
            seriesIds.prepare(wanted);
        } catch (RejectedSampleException | IllegalArgumentException e) {
            LOG.atDebug().log("series are resolved one batch at a time: {}", e.getMessage());
        }
    }

    private List<BlockIds> resolve(String tenant, Decoded decoded) throws DeadException {
        List<Section> sections = decoded.batch().sections();
        try {
            List<BlockIds> ids = new ArrayList<>(sections.size());
            for (int i = 0; i < sections.size(); i++) {
                ids.add(seriesIds.of(
                        tenant,
                        decoded.batch(),
                        sections.get(i).block(),
                        decoded.encoded().isSingleUse(i)));
            }
            return ids;
        } catch (RejectedSampleException | IllegalArgumentException e) {
            throw new DeadException(DeadReason.INVALID_SERIES, String.valueOf(e.getMessage()));
        }
    }

    /** The newest time of a batch; 0 where it has no samples. */
    private static long requireStorableTimes(SampleBatch batch) throws DeadException {
        long newest = 0;
        for (Section section : batch.sections()) {
            switch (section.values()) {
                case Values.Frame frame -> newest = Math.max(newest, requireStorable(frame.timestampMillis()));
                case Values.Points points -> {
                    for (long timestamp : points.timestampMillis()) {
                        newest = Math.max(newest, requireStorable(timestamp));
                    }
                }
                case Values.Histograms histograms -> {
                    for (long timestamp : histograms.timestampMillis()) {
                        newest = Math.max(newest, requireStorable(timestamp));
                    }
                }
            }
        }
        return newest;
    }

    private static long requireStorable(long timestampMillis) throws DeadException {
        if (timestampMillis < SampleWriter.MIN_TIMESTAMP_MILLIS
                || timestampMillis > SampleWriter.MAX_TIMESTAMP_MILLIS) {
            throw new DeadException(
                    DeadReason.TIME_OUT_OF_RANGE,
                    "a sample has the time " + timestampMillis + " ms, allowed are " + SampleWriter.MIN_TIMESTAMP_MILLIS
                            + " to " + SampleWriter.MAX_TIMESTAMP_MILLIS);
        }
        return timestampMillis;
    }

    private static void append(Section section, BlockIds ids, FlushBuffer buffer) {
        SampleColumns samples = buffer.samples();
        switch (section.values()) {
            case Values.Frame frame -> {
                double[] column = frame.column();
                for (int i = 0; i < column.length; i++) {
                    if (!SpecialValues.isAbsent(column[i])) {
                        ids.append(samples, i, frame.timestampMillis(), column[i]);
                    }
                }
            }
            case Values.Points points -> {
                double[] values = points.values();
                int[] series = points.series();
                long[] times = points.timestampMillis();
                for (int i = 0; i < values.length; i++) {
                    if (!SpecialValues.isAbsent(values[i])) {
                        ids.append(samples, series[i], times[i], values[i]);
                    }
                }
            }
            case Values.Histograms histograms -> {
                for (int i = 0; i < histograms.histograms().size(); i++) {
                    buffer.add(new HistogramSample(
                            ids.get(histograms.series()[i]),
                            histograms.timestampMillis()[i],
                            histograms.histograms().get(i)));
                }
            }
        }
    }

    /** The marks with a batch and what it declares void; the oldest gap is given up where there are too many. */
    private SequenceMarks grow(SequenceMarks marks, SampleBatch batch) {
        long sequence = batch.identity().sequence();
        SequenceMarks grown = with(marks, new SequenceRange(sequence, sequence), batch.identity());
        for (SequenceRange range : batch.voids()) {
            grown = with(grown, range, batch.identity());
        }
        return grown;
    }

    private SequenceMarks with(SequenceMarks marks, SequenceRange added, BatchIdentity identity) {
        SequenceMarks room = marks;
        if (marks.above().size() == SequenceMarks.MAX_RANGES) {
            SequenceRange lowest = marks.above().getFirst();
            LOG.atWarn()
                    .addKeyValue("agent", identity.agentId())
                    .addKeyValue("incarnation", identity.incarnation())
                    .log(
                            "batches {} to {} are given up: {} gaps are open",
                            marks.contiguous() + 1,
                            lowest.first() - 1,
                            SequenceMarks.MAX_RANGES);
            metrics.gapForgotten();
            room = marks.with(new SequenceRange(marks.contiguous() + 1, lowest.last()));
        }
        return room.with(added);
    }

    private static String tenant(LogRecord record) {
        String tenant = record.header(BatchHeaders.TENANT);
        return tenant == null ? "" : tenant;
    }

    private static long receivedAt(LogRecord record) {
        String text = record.header(BatchHeaders.RECEIVED_AT);
        try {
            return text == null ? record.timestampMillis() : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return record.timestampMillis();
        }
    }
}
