package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.Answer.Later;
import dev.bellwether.ingest.gateway.Answer.Reason;
import dev.bellwether.ingest.gateway.Answer.Refused;
import dev.bellwether.ingest.gateway.Answer.Unknown;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.protocol.codec.BatchDecoder;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import dev.bellwether.protocol.codec.SeriesBlockCodec;
import dev.bellwether.protocol.codec.UnknownBlockException;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.SeriesBlockPublisher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one batch of an agent, whatever door it came through: its blocks are made durable, its limits are
 * checked, it is appended. Safe for use by many threads; methods block while blocks become durable or room is scarce.
 */
final class BatchIntake {
    private final SeriesBlockLog blocks;
    private final SeriesBlockPublisher blockPublisher;
    private final SampleAppender appender;
    private final BatchChecks checks;
    private final Clock clock;

    BatchIntake(
            SeriesBlockLog blocks,
            SeriesBlockPublisher blockPublisher,
            SampleAppender appender,
            GatewayLimits limits,
            Clock clock) {
        this.blocks = blocks;
        this.blockPublisher = blockPublisher;
        this.appender = appender;
        this.checks = new BatchChecks(limits);
        this.clock = clock;
    }

    /** What came of a batch: on its way into the log, or an answer. */
    sealed interface Outcome {
        /** The log was asked to take it. */
        record Appending(CompletableFuture<LogPublisher.Position> done, int samples) implements Outcome {}

        /** It is not taken, at least not now. */
        record Declined(Answer answer) implements Outcome {}
    }

    /**
     * Takes a batch.
     *
     * @param encoded the batch as far as it was read
     * @param bytes its very bytes
     * @param record what is known of its agent
     * @param headers key and signature, where there are
     */
    Outcome take(
            Principal principal, EncodedBatch encoded, byte[] bytes, AgentRecord record, Map<String, byte[]> headers) {
        try {
            return takeDecoded(principal, encoded, bytes, record, headers);
        } catch (InvalidBatchException e) {
            return new Outcome.Declined(new Refused(Reason.INVALID, String.valueOf(e.getMessage())));
        } catch (UnknownBlockException e) {
            return new Outcome.Declined(new Unknown(List.of(e.hash())));
        } catch (LogUnavailableException | CompletionException e) {
            return new Outcome.Declined(later(Reason.LOG_AWAY));
        }
    }

    private Outcome takeDecoded(
            Principal principal, EncodedBatch encoded, byte[] bytes, AgentRecord record, Map<String, byte[]> headers) {
        String tenant = principal.tenant();
        Map<BlockHash, byte[]> inside = insideBlocks(encoded);
        List<CompletableFuture<@Nullable Void>> durable = new ArrayList<>();
        Set<BlockHash> unknown = new LinkedHashSet<>();
        for (BlockHash named : encoded.namedBlocks()) {
            if (!inside.containsKey(named) && !blockPublisher.isUsable(tenant, named)) {
                CompletableFuture<@Nullable Void> underWay = blockPublisher.underWay(tenant, named);
                if (underWay != null) {
                    durable.add(underWay);
                } else {
                    unknown.add(named);
                }
            }
        }
        if (!unknown.isEmpty()) {
            return new Outcome.Declined(new Unknown(List.copyOf(unknown)));
        }
        Refused badBlock = checkNewBlocks(tenant, inside);
        if (badBlock != null) {
            return new Outcome.Declined(badBlock);
        }
        SampleBatch batch = BatchDecoder.decode(encoded, blocks.forTenant(tenant));
        Answer violation = check(batch, record);
        if (violation != null) {
            return new Outcome.Declined(violation);
        }
        inside.forEach((hash, block) -> durable.add(blockPublisher.publish(tenant, hash, block)));
        durable.forEach(CompletableFuture::join);
        int samples = batch.sampleCount();
        long wait = record.take(samples);
        if (wait > 0) {
            return new Outcome.Declined(new Later(Reason.RATE_LIMIT, wait));
        }
        CompletableFuture<LogPublisher.Position> appended =
                appender.append(principal, batch.identity().agentId(), bytes, headers);
        if (appended == null) {
            return new Outcome.Declined(later(Reason.LOG_SLOW));
        }
        record.appended(batch.identity().incarnation(), batch.identity().sequence());
        return new Outcome.Appending(appended, samples);
    }

    private static Map<BlockHash, byte[]> insideBlocks(EncodedBatch encoded) {
        Map<BlockHash, byte[]> inside = new java.util.LinkedHashMap<>();
        for (byte[] block : encoded.reusableBlocks()) {
            inside.put(BlockHash.of(block), block);
        }
        return inside;
    }

    private @Nullable Refused checkNewBlocks(String tenant, Map<BlockHash, byte[]> inside) {
        for (Map.Entry<BlockHash, byte[]> block : inside.entrySet()) {
            if (blocks.publishedAtMillis(tenant, block.getKey()) == null) {
                SeriesBlock decoded = SeriesBlockCodec.decode(block.getValue());
                Refused violation = checks.series(decoded, 0);
                if (violation != null) {
                    return violation;
                }
            }
        }
        return null;
    }

    private @Nullable Answer check(SampleBatch batch, AgentRecord record) {
        if (record.leaps(batch)) {
            return new Refused(
                    Reason.SEQUENCE_JUMP,
                    "seq is " + batch.identity().sequence() + ", more than " + AgentRecord.MAX_JUMP
                            + " beyond the last one (the first may be at most " + AgentRecord.MAX_FIRST + ")");
        }
        Refused labels = checks.batchLabels(batch);
        if (labels != null) {
            return labels;
        }
        Refused times = checks.times(batch, clock.millis());
        if (times != null) {
            return times;
        }
        if (record.use(batch, clock.millis()) == 0 && !batch.sections().isEmpty()) {
            return new Refused(
                    Reason.SERIES_LIMIT,
                    "agent " + batch.identity().agentId() + " has more series in ten minutes than one agent may have");
        }
        return null;
    }

    /** Come again in about a second; not all at the same time. */
    static Later later(Reason reason) {
        return new Later(reason, ThreadLocalRandom.current().nextLong(500, 1_500));
    }
}
