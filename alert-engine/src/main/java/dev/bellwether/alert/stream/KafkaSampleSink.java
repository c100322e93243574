package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.SampleSink;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.model.batch.SeriesDescriptor;
import dev.bellwether.model.batch.Values;
import dev.bellwether.protocol.codec.BatchEncoder;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.topic.BatchHeaders;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.LogPublisher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recorded samples on their way into {@code samples}, as a request without sequence numbers: its identity follows from rule,
 * generation and time, so that whoever evaluates again writes the same. Outside any transaction.
 */
public final class KafkaSampleSink implements SampleSink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSampleSink.class);
    private static final String SENDER = "alert-engine";
    private static final int MAX_SERIES = 1_000;

    private final LogPublisher publisher;
    private final String tenant;
    private final Clock clock;
    private final AtomicLong failed = new AtomicLong();

    /**
     * Composes a sink.
     *
     * @param tenant whose samples they are
     */
    public KafkaSampleSink(LogPublisher publisher, String tenant, Clock clock) {
        this.publisher = publisher;
        this.tenant = tenant;
        this.clock = clock;
    }

    @Override
    public void append(String ruleUid, long generation, long timestampMillis, List<Point> samples) {
        String identity = identity(ruleUid, generation, timestampMillis);
        for (int from = 0; from < samples.size(); from += MAX_SERIES) {
            List<Point> piece = samples.subList(from, Math.min(samples.size(), from + MAX_SERIES));
            append(ruleUid, identity + "-" + from / MAX_SERIES, generation, timestampMillis, piece);
        }
    }

    private void append(String ruleUid, String identity, long generation, long timestampMillis, List<Point> samples) {
        try {
            byte[] batch = BatchEncoder.encodeSingleUse(new SampleBatch(
                    new BatchIdentity(SENDER, Math.max(1, generation), Math.max(1, timestampMillis)),
                    Labels.EMPTY,
                    Labels.EMPTY,
                    sections(samples, timestampMillis),
                    List.of()));
            var unused = publisher
                    .publish(
                            Topic.SAMPLES,
                            SENDER + "/" + ruleUid,
                            batch,
                            Map.of(
                                    BatchHeaders.TENANT, text(tenant),
                                    BatchHeaders.RECEIVED_AT, text(String.valueOf(clock.millis())),
                                    BatchHeaders.VERSION, text(String.valueOf(BatchHeaders.CURRENT_VERSION)),
                                    BatchHeaders.REQUEST_IDENTITY, text(identity)))
                    .whenComplete((position, failure) -> {
                        if (failure != null) {
                            givenUp(ruleUid, failure);
                        }
                    });
        } catch (InvalidBatchException e) {
            givenUp(ruleUid, e);
        }
    }

    private void givenUp(String ruleUid, Throwable failure) {
        failed.incrementAndGet();
        LOG.warn("rule={} recorded samples are not written: {}", ruleUid, failure.getMessage());
    }

    /** How many times samples could not be written. */
    public long failed() {
        return failed.get();
    }

    private static List<Section> sections(List<Point> samples, long timestampMillis) {
        List<SeriesDescriptor> series = new ArrayList<>(samples.size());
        double[] column = new double[samples.size()];
        List<Integer> places = new ArrayList<>();
        List<NativeHistogram> histograms = new ArrayList<>();
        for (int i = 0; i < column.length; i++) {
            Point point = samples.get(i);
            series.add(new SeriesDescriptor(point.labels(), MetricMetadata.UNKNOWN));
            column[i] = point.histogram() == null ? point.value() : SpecialValues.ABSENT;
            if (point.histogram() != null) {
                places.add(i);
                histograms.add(point.histogram());
            }
        }
        SeriesBlock block = new SeriesBlock(series);
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(block, new Values.Frame(timestampMillis, column)));
        if (!histograms.isEmpty()) {
            long[] times = new long[places.size()];
            Arrays.fill(times, timestampMillis);
            sections.add(new Section(
                    block,
                    new Values.Histograms(
                            places.stream().mapToInt(Integer::intValue).toArray(), times, histograms)));
        }
        return sections;
    }

    private static String identity(String ruleUid, long generation, long timestampMillis) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text(ruleUid + "\n" + generation + "\n" + timestampMillis));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
