package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.SampleFeed;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.UnknownBlockException;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches of {@code samples}. A batch that cannot be read is left to the writer, who makes it a dead letter. */
public final class KafkaSampleFeed implements SampleFeed {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSampleFeed.class);

    private final PositionedReader reader;
    private final SeriesBlockLog blocks;
    private long rewindTo = -1;
    private boolean placed;

    public KafkaSampleFeed(KafkaSettings settings, TopicLayout layout, SeriesBlockLog blocks) {
        this.reader = new PositionedReader(settings, "alert-engine-samples", Topic.SAMPLES, layout, false);
        this.blocks = blocks;
    }

    @Override
    public void rewind(long sinceMillis) {
        rewindTo = sinceMillis;
    }

    @Override
    public List<Arrival> poll(Duration atMost) {
        try {
            place();
            List<Arrival> arrivals = new ArrayList<>();
            for (LogRecord record : reader.poll(atMost)) {
                decode(record).ifPresent(arrivals::add);
            }
            return arrivals;
        } catch (LogUnavailableException e) {
            LOG.warn("samples cannot be read: {}", e.getMessage());
            pause(atMost);
            return List.of();
        }
    }

    /** Without rules nobody says from when on samples matter: then it is from now on. */
    private void place() {
        if (rewindTo >= 0) {
            reader.seekToTime(rewindTo);
            rewindTo = -1;
        } else if (!placed) {
            reader.seekToOffsets(Map.of());
        }
        placed = true;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Arrival> decode(LogRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        String tenant = Optional.ofNullable(record.header(BatchHeaders.TENANT)).orElse("");
        try {
            return Optional.of(new Arrival(
                    BatchDecoder.decode(value, blocks.forTenant(tenant)),
                    record.timestampMillis(),
                    record.header(BatchHeaders.REQUEST_IDENTITY) == null));
        } catch (InvalidBatchException | UnknownBlockException e) {
            LOG.warn(
                    "partition={} offset={} is left out of the windows: {}",
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean caughtUp() {
        try {
            return rewindTo < 0 && reader.caughtUp();
        } catch (LogUnavailableException e) {
            return false;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
