package dev.bellwether.ingest.alertlog;

import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.storage.AlertLogWriter;
import dev.bellwether.storage.AlertLogWriter.AlertFlush;
import dev.bellwether.storage.Flush.OffsetAdvance;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.StorageUnavailableException;
import dev.bellwether.stream.GroupReader;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.OffsetGoneException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of one topic and writes them, poll by poll. Whatever goes wrong, it starts over from where storage
 * stands: a flush moves the offset only from there.
 */
final class RecordLoop implements Runnable, GroupReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String topicName;
    private final String topicId;
    private final AlertLogWriter storage;
    private final Decoder decoder;
    private final GroupReader reader;
    private final Set<Integer> assigned = new HashSet<>();
    /** What storage has of each partition that is being read: the next offset, −1 for nothing. */
    private final Map<Integer, Long> stored = new HashMap<>();

    private volatile boolean stopped;

    /** Makes a flush of what stands in records. */
    interface Decoder {
        AlertFlush decode(List<byte[]> values, List<OffsetAdvance> offsets);
    }

    /** Makes the reader when the loop, which it tells about partitions, is there. */
    interface ReaderFactory {
        GroupReader join(GroupReader.Listener listener);
    }

    RecordLoop(String topicName, String topicId, AlertLogWriter storage, Decoder decoder, ReaderFactory readers) {
        this.topicName = topicName;
        this.topicId = topicId;
        this.storage = storage;
        this.decoder = decoder;
        this.reader = readers.join(this);
    }

    /** What the readable ones among the values say; the others are passed over with a warning. */
    static <T> List<T> readable(List<byte[]> values, Function<byte[], T> read) {
        List<T> readable = new ArrayList<>(values.size());
        for (byte[] value : values) {
            try {
                readable.add(read.apply(value));
            } catch (InvalidRecordException e) {
                LOG.atWarn().log("a record is passed over: {}", e.getMessage());
            }
        }
        return readable;
    }

    String topicName() {
        return topicName;
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        assigned.addAll(partitions);
    }

    @Override
    public void gone(Set<Integer> partitions) {
        assigned.removeAll(partitions);
        stored.keySet().removeAll(partitions);
    }

    void stop() {
        stopped = true;
        reader.wakeUp();
    }

    @Override
    public void run() {
        try (storage;
                reader) {
            while (!stopped) {
                try {
                    findPositions();
                    write(reader.poll(POLL));
                } catch (OffsetGoneException e) {
                    LOG.atError().addKeyValue("topic", topicName).log("goes on with the oldest: {}", e.getMessage());
                    assigned.forEach(partition -> reader.goOnFrom(partition, -1));
                } catch (StorageUnavailableException | LogUnavailableException | OffsetConflictException e) {
                    LOG.atWarn().addKeyValue("topic", topicName).log("starts over in a second: {}", e.getMessage());
                    stored.keySet().stream().filter(assigned::contains).forEach(reader::silence);
                    stored.clear();
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void findPositions() {
        for (int partition : assigned) {
            if (!stored.containsKey(partition)) {
                long next = storage.nextOffset(new PartitionId(topicId, partition));
                reader.goOnFrom(partition, next);
                stored.put(partition, next);
            }
        }
    }

    private void write(List<LogRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        Map<Integer, Long> next = new TreeMap<>();
        List<byte[]> values = new ArrayList<>(records.size());
        for (LogRecord record : records) {
            next.put(record.partition(), record.offset() + 1);
            byte[] value = record.value();
            if (value != null) {
                values.add(value);
            }
        }
        List<OffsetAdvance> offsets = new ArrayList<>();
        next.forEach((partition, offset) -> offsets.add(
                new OffsetAdvance(new PartitionId(topicId, partition), stored.getOrDefault(partition, -1L), offset)));
        write(values, offsets);
        stored.putAll(next);
    }

    /** What the database will never take must not stop what comes after it: it is looked for by halves. */
    private void write(List<byte[]> values, List<OffsetAdvance> offsets) {
        try {
            storage.write(decoder.decode(values, offsets));
        } catch (RejectedSampleException e) {
            if (values.size() <= 1) {
                LOG.atError().addKeyValue("topic", topicName).log("a record is passed over: {}", e.getMessage());
                storage.write(decoder.decode(List.of(), offsets));
                return;
            }
            int half = values.size() / 2;
            write(values.subList(0, half), List.of());
            write(values.subList(half, values.size()), offsets);
        }
    }
}
