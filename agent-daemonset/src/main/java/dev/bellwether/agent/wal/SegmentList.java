package dev.bellwether.agent.wal;

import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SampleBatch;
import dev.bellwether.model.batch.Section;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.model.batch.SeriesBlock;
import dev.bellwether.protocol.codec.BatchEncoder;
import dev.bellwether.protocol.codec.BlockHash;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.EncodedBlock;
import dev.bellwether.protocol.codec.InvalidBatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments of a log with their positions and voids. Guarded by the log's lock. */
final class SegmentList {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentList.class);

    private final WalDirectory directory;
    private final String agentId;
    private final long incarnation;
    private final VoidLedger voids;
    private final List<Segment> segments;
    private long doneThrough;
    private volatile long lastSeq;
    private volatile long durableSeq;
    private long nextSeq;
    private boolean stateChanged = true;
    private boolean positionChanged;
    private long appendedBatches;
    private long appendedSamples;

    /** How far a segment was written at one moment. */
    record Mark(long size, long lastSeq) {}

    /** What was given up. */
    record Dropped(long batches, long samples) {}

    /** A record was written in part and could not be taken back: the segment must not be written any more. */
    static final class UntidyTailException extends IOException {
        UntidyTailException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private SegmentList(WalDirectory directory, String agentId, WalOpening.Found found) {
        this.directory = directory;
        this.agentId = agentId;
        this.incarnation = found.incarnation();
        this.doneThrough = found.doneThrough();
        this.lastSeq = found.lastSeq();
        this.durableSeq = found.lastSeq();
        this.nextSeq = found.nextSeq();
        this.voids = found.voids();
        this.segments = found.segments();
    }

    /** Reads what a directory holds and begins a segment to append to. */
    static SegmentList open(WalDirectory directory, String agentId, long nowMillis) throws IOException {
        WalOpening opening =
                new WalOpening(directory.files(), directory.path(), agentId, nowMillis, directory.quarantine());
        SegmentList list = new SegmentList(directory, agentId, opening.read(directory.stateFile()));
        list.begin();
        list.deleteDone();
        list.saveState();
        return list;
    }

    long incarnation() {
        return incarnation;
    }

    Segment active() {
        return segments.getLast();
    }

    List<Segment> list() {
        return segments;
    }

    boolean isSingle() {
        return segments.size() == 1;
    }

    long doneThrough() {
        return doneThrough;
    }

    long lastSeq() {
        return lastSeq;
    }

    long durableSeq() {
        return durableSeq;
    }

    long depthBatches() {
        return Math.max(0, lastSeq - doneThrough);
    }

    long appendedBatches() {
        return appendedBatches;
    }

    long appendedSamples() {
        return appendedSamples;
    }

    long totalBytes() {
        long total = 0;
        for (Segment segment : segments) {
            total += segment.size;
        }
        return total;
    }

    /** Begins a new segment; the one before must be durable. */
    void begin() throws IOException {
        if (!segments.isEmpty()) {
            Segment last = segments.getLast();
            last.blocks.clear();
            if (last.name.firstSeq() == nextSeq) {
                last.closeQuietly();
                directory.files().deleteIfExists(last.path);
                segments.removeLast();
            }
        }
        segments.add(Segment.create(directory.files(), directory.path(), new SegmentName(incarnation, nextSeq, 0)));
    }

    /** Writes a batch; returns its seq, or 0 where it does not fit into the format. */
    long append(BatchDraft draft, long nowMillis) throws IOException {
        Segment active = active();
        List<SequenceRange> carried = voids.waiting();
        Map<SeriesBlock, EncodedBlock> encoded = new IdentityHashMap<>();
        List<Section> sections = new ArrayList<>(draft.sections().size());
        for (DraftSection section : draft.sections()) {
            encoded.put(section.block().block(), section.block());
            sections.add(new Section(section.block().block(), section.values()));
        }
        SampleBatch batch = new SampleBatch(
                new BatchIdentity(agentId, incarnation, nextSeq),
                draft.targetLabels(),
                draft.externalLabels(),
                sections,
                carried);
        List<BlockHash> firstHere = new ArrayList<>();
        try {
            byte[] bytes = BatchEncoder.encode(batch, encoded::get, block -> {
                boolean first = active.blocks.putIfAbsent(block.hash(), block.bytes()) == null;
                if (first) {
                    firstHere.add(block.hash());
                }
                return first;
            });
            write(active, nextSeq, nowMillis, batch.sampleCount(), bytes);
            appendedSamples += batch.sampleCount();
        } catch (InvalidBatchException e) {
            active.blocks.keySet().removeAll(firstHere);
            LOG.atError()
                    .log("a batch of {} samples does not fit into the format: {}", batch.sampleCount(), e.getMessage());
            return 0;
        } catch (IOException e) {
            active.blocks.keySet().removeAll(firstHere);
            takeBack(active, e);
            throw e;
        }
        if (!carried.isEmpty()) {
            voids.carried(carried, nextSeq);
            stateChanged = true;
        }
        appendedBatches++;
        lastSeq = nextSeq;
        return nextSeq++;
    }

    private static void write(Segment segment, long seq, long nowMillis, int samples, byte[] batch) throws IOException {
        ByteBuffer record = RecordFormat.encode(segment.name, seq, nowMillis, samples, batch);
        int length = record.remaining();
        segment.file.write(record, segment.size);
        segment.size += length;
    }

    private static void takeBack(Segment active, IOException cause) throws UntidyTailException {
        try {
            active.file.truncate(active.size);
        } catch (IOException e) {
            throw new UntidyTailException(cause);
        }
    }

    Mark mark() {
        return new Mark(active().size, lastSeq);
    }

    void durable(Segment segment, Mark mark) {
        segment.durableSize = mark.size();
        durableSeq = mark.lastSeq();
    }

    /**
     * Reads what was appended and may not be durable, and writes it into a new segment that is forced.
     *
     * @return how many batches could not be read again; they are void now
     */
    long rewriteUnsynced() throws IOException {
        Segment old = active();
        long firstSeq = durableSeq + 1;
        int rewrite = old.name.firstSeq() == firstSeq ? old.name.rewrite() + 1 : 0;
        Segment fresh =
                Segment.create(directory.files(), directory.path(), new SegmentName(incarnation, firstSeq, rewrite));
        long found = 0;
        try {
            old.reopen(directory.files());
            SegmentScanner scanner = new SegmentScanner(old, old.durableSize, durableSeq);
            for (SegmentScanner.Finding finding = scanner.next(old.size);
                    finding != null;
                    finding = scanner.next(old.size)) {
                if (finding instanceof SegmentScanner.Finding.Whole whole) {
                    found++;
                    byte[] batch = EncodedBatch.read(whole.batch()).withBlocksInside(hash -> {
                        byte[] block = fresh.blocks.containsKey(hash) ? null : old.blocks.get(hash);
                        return block;
                    });
                    for (byte[] block : EncodedBatch.read(batch).reusableBlocks()) {
                        fresh.blocks.putIfAbsent(BlockHash.of(block), block);
                    }
                    RecordFormat.Header header = whole.header();
                    write(fresh, header.seq(), header.appendedMillis(), header.samples(), batch);
                }
            }
            fresh.file.force();
        } catch (IOException | RuntimeException e) {
            fresh.closeQuietly();
            directory.files().deleteIfExists(fresh.path);
            throw e;
        }
        fresh.durableSize = fresh.size;
        old.size = old.durableSize;
        old.blocks.clear();
        long lost = lastSeq - durableSeq - found;
        if (lost > 0) {
            // Which of them are missing shows when they are read: the reader declares each gap.
            LOG.atError().log("{} batches could not be read again after the failed force", lost);
        }
        segments.add(fresh);
        durableSeq = lastSeq;
        try {
            old.file.truncate(old.durableSize);
        } catch (IOException e) {
            LOG.atWarn().log("{} keeps a tail that stands in {} too", old.path, fresh.path);
        }
        return lost;
    }

    /** Gives up the oldest segment; there must be another. */
    Dropped dropOldest() {
        Segment oldest = segments.getFirst();
        long last = segments.get(1).name.firstSeq() - 1;
        long first = Math.max(doneThrough + 1, oldest.name.firstSeq());
        long batches = 0;
        long samples = 0;
        if (first <= last) {
            SegmentScanner scanner = new SegmentScanner(oldest, Segment.HEADER_BYTES, oldest.name.firstSeq() - 1);
            for (SegmentScanner.Finding finding = scanner.next(oldest.size);
                    finding != null;
                    finding = scanner.next(oldest.size)) {
                if (finding instanceof SegmentScanner.Finding.Whole whole
                        && whole.header().seq() >= first) {
                    batches++;
                    samples += whole.header().samples();
                }
            }
            declareVoid(first, last);
            saveStateOrLog();
        }
        doneThrough(last);
        return new Dropped(batches, samples);
    }

    void declareVoid(long first, long last) {
        voids.carriersLost(first, last);
        voids.declare(first, last);
        stateChanged = true;
    }

    /** Declares seqs that were found missing, unless that has been done. */
    boolean declareMissing(long first, long last) {
        boolean fresh = voids.declare(first, last);
        if (fresh) {
            stateChanged = true;
        }
        return fresh;
    }

    void doneThrough(long seq) {
        if (seq <= doneThrough) {
            return;
        }
        doneThrough = seq;
        voids.deliveredThrough(seq);
        positionChanged = true;
        deleteDone();
    }

    private void deleteDone() {
        while (segments.size() > 1 && segments.get(1).name.firstSeq() - 1 <= doneThrough) {
            Segment done = segments.removeFirst();
            done.closeQuietly();
            try {
                directory.files().deleteIfExists(done.path);
            } catch (IOException e) {
                LOG.atWarn().log("{} could not be deleted: {}", done.path, e.getMessage());
            }
        }
    }

    private void saveStateOrLog() {
        try {
            saveState();
        } catch (IOException e) {
            LOG.atWarn().log("the state of the write-ahead log could not be saved: {}", e.getMessage());
        }
    }

    /** Writes the state where it has changed. */
    void saveState() throws IOException {
        saveState(true);
    }

    /**
     * Writes the state where it has changed.
     *
     * @param positionToo whether what was acknowledged is reason enough; after a crash what is not remembered is sent again
     */
    void saveState(boolean positionToo) throws IOException {
        if (stateChanged || (positionToo && positionChanged)) {
            WalState state = new WalState(agentId, incarnation, doneThrough, nextSeq, voids.entries());
            directory.files().replace(directory.stateFile(), state.encode());
            stateChanged = false;
            positionChanged = false;
        }
    }
}
