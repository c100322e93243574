package dev.bellwether.agent.wal;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log's one reader stands. Guarded by the log's lock. */
final class WalCursor {
    private static final Logger LOG = LoggerFactory.getLogger(WalCursor.class);

    private final SegmentList segments;
    private final Quarantine quarantine;
    private final DropCounters drops;

    /** Where the records stand that were read and are not done with. */
    private final TreeMap<Long, Place> places = new TreeMap<>();

    private @Nullable Segment current;
    private @Nullable SegmentScanner scanner;
    private long lastRead;

    private record Place(Segment segment, long offset, long appendedMillis) {}

    WalCursor(SegmentList segments, Quarantine quarantine, DropCounters drops) {
        this.segments = segments;
        this.quarantine = quarantine;
        this.drops = drops;
        this.lastRead = segments.doneThrough();
    }

    /** The next durable record, or null. */
    @Nullable
    WalRecord next() {
        lastRead = Math.max(lastRead, segments.doneThrough());
        while (true) {
            Segment segment = current;
            SegmentScanner place = scanner;
            if (segment == null || place == null || !segments.list().contains(segment)) {
                segment = segments.list().getFirst();
                place = enter(segment, Segment.HEADER_BYTES);
            }
            SegmentScanner.Finding finding = place.next(segment.durableSize);
            switch (finding) {
                case null -> {
                    int following = segments.list().indexOf(segment) + 1;
                    if (following == segments.list().size()) {
                        return null;
                    }
                    enter(segments.list().get(following), Segment.HEADER_BYTES);
                }
                case SegmentScanner.Finding.Broken broken -> damaged(segment, broken);
                case SegmentScanner.Finding.Whole whole -> {
                    if (whole.header().seq() > lastRead) {
                        return read(segment, whole);
                    }
                }
            }
        }
    }

    private SegmentScanner enter(Segment segment, long offset) {
        SegmentScanner entered = new SegmentScanner(segment.name, segment.file, offset, segment.name.firstSeq() - 1);
        current = segment;
        scanner = entered;
        return entered;
    }

    private void damaged(Segment segment, SegmentScanner.Finding.Broken broken) {
        if (segment.damaged.add(broken.from())) {
            quarantine.keep(segment, broken.from(), broken.to());
        }
    }

    private WalRecord read(Segment segment, SegmentScanner.Finding.Whole whole) {
        RecordFormat.Header header = whole.header();
        long missing = header.seq() - lastRead - 1;
        if (missing > 0 && segments.declareMissing(lastRead + 1, header.seq() - 1)) {
            drops.add(DropReason.QUARANTINED, missing, 0);
            LOG.atWarn()
                    .addKeyValue("seq", lastRead + 1)
                    .log("{} batches are missing from the write-ahead log and declared void", missing);
        }
        lastRead = header.seq();
        places.put(header.seq(), new Place(segment, whole.offset(), header.appendedMillis()));
        return new WalRecord(header.seq(), header.appendedMillis(), header.samples(), whole.batch());
    }

    /** Goes back behind what is done with. */
    void rewind() {
        lastRead = segments.doneThrough();
        Map.Entry<Long, Place> first = places.firstEntry();
        if (first == null) {
            return;
        }
        Place place = first.getValue();
        places.clear();
        if (segments.list().contains(place.segment())) {
            enter(place.segment(), place.offset());
        } else {
            current = null;
        }
    }

    void forgetThrough(long seq) {
        places.headMap(seq, true).clear();
    }

    /** Bytes from the first record that is not done with to the end. */
    long depthBytes() {
        if (segments.depthBatches() == 0) {
            return 0;
        }
        long total = 0;
        for (Segment segment : segments.list()) {
            total += segment.size - Segment.HEADER_BYTES;
        }
        Map.Entry<Long, Place> first = places.firstEntry();
        if (first != null) {
            total -= first.getValue().offset() - Segment.HEADER_BYTES;
        } else if (current != null
                && scanner != null
                && segments.list().getFirst().equals(current)) {
            total -= scanner.offset() - Segment.HEADER_BYTES;
        }
        return total;
    }

    /** When the oldest record that is not done with was appended; 0 where that is not known. */
    long oldestMillis() {
        Map.Entry<Long, Place> first = places.firstEntry();
        return first == null ? 0 : first.getValue().appendedMillis();
    }
}
