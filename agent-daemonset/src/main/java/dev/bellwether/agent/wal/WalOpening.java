package dev.bellwether.agent.wal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a directory holds when a log is opened: reads the state, truncates a torn tail, settles the identity. */
final class WalOpening {
    private static final Logger LOG = LoggerFactory.getLogger(WalOpening.class);

    private final WalFiles files;
    private final Path directory;
    private final String agentId;
    private final long nowMillis;
    private final Quarantine quarantine;

    WalOpening(WalFiles files, Path directory, String agentId, long nowMillis, Quarantine quarantine) {
        this.files = files;
        this.directory = directory;
        this.agentId = agentId;
        this.nowMillis = nowMillis;
        this.quarantine = quarantine;
    }

    /** What was found; segments in their order, their handles open. */
    record Found(
            long incarnation, long doneThrough, long lastSeq, long nextSeq, VoidLedger voids, List<Segment> segments) {}

    private record Tail(long lastSeq, long nextSeq) {}

    Found read(Path stateFile) throws IOException {
        TreeMap<SegmentName, Path> paths = new TreeMap<>();
        for (Path path : files.list(directory)) {
            SegmentName name = SegmentName.parse(path);
            if (name != null) {
                paths.put(name, path);
            }
        }
        WalState state = state(stateFile);
        if (paths.isEmpty()) {
            return withoutSegments(state);
        }
        long incarnation = paths.lastKey().incarnation();
        List<Segment> segments = new ArrayList<>();
        for (var entry : paths.entrySet()) {
            if (entry.getKey().incarnation() == incarnation) {
                segments.add(Segment.open(files, entry.getValue(), entry.getKey()));
            } else {
                LOG.warn("{} belongs to an earlier incarnation and is left alone", entry.getValue());
            }
        }
        boolean stateFits = state != null && state.incarnation() == incarnation;
        VoidLedger voids = new VoidLedger(stateFits && state != null ? state.voids() : List.of());
        Tail tail = truncateTail(segments.getLast(), voids);
        long nextSeq = tail.nextSeq();
        long doneThrough = segments.getFirst().name.firstSeq() - 1;
        if (stateFits && state != null) {
            doneThrough = Math.max(doneThrough, state.doneThrough());
            // What was acknowledged was durable once; a seq is never used twice, whatever the disk has forgotten.
            nextSeq = Math.max(nextSeq, state.doneThrough() + 1);
        }
        return new Found(incarnation, doneThrough, tail.lastSeq(), nextSeq, voids, segments);
    }

    /** Nobody knows which seqs were used since the state was written, so a new incarnation begins. */
    private Found withoutSegments(@Nullable WalState state) {
        long afterPrevious = state == null ? 1 : state.incarnation() + 1;
        return new Found(Math.max(afterPrevious, nowMillis), 0, 0, 1, new VoidLedger(List.of()), new ArrayList<>());
    }

    private @Nullable WalState state(Path stateFile) throws IOException {
        if (!files.list(directory).contains(stateFile)) {
            return null;
        }
        WalState state = WalState.decode(files.readAll(stateFile));
        if (state == null) {
            LOG.warn("{} is damaged; what has been acknowledged is sent again and recognised by its seq", stateFile);
            return null;
        }
        if (!state.agentId().equals(agentId)) {
            throw new WalException("the write-ahead log in " + directory + " belongs to agent \"" + state.agentId()
                    + "\", this agent is \"" + agentId + "\"; give it a directory of its own, or remove that one");
        }
        return state;
    }

    /** Truncates what is no whole record at the end; returns the last whole seq and the next one. */
    private Tail truncateTail(Segment segment, VoidLedger voids) throws IOException {
        SegmentScanner scanner =
                new SegmentScanner(segment.name, segment.file, Segment.HEADER_BYTES, segment.name.firstSeq() - 1);
        long lastSeq = segment.name.firstSeq() - 1;
        long end = Segment.HEADER_BYTES;
        for (SegmentScanner.Finding finding = scanner.next(segment.size);
                finding != null;
                finding = scanner.next(segment.size)) {
            if (finding instanceof SegmentScanner.Finding.Whole whole) {
                lastSeq = whole.header().seq();
                end = whole.end();
            }
        }
        long nextSeq = lastSeq + 1;
        if (end < segment.size) {
            // The torn records may have had seqs; as many as fit there are never used again.
            long torn = (segment.size - end) / RecordFormat.HEADER_BYTES + 1;
            LOG.atWarn()
                    .addKeyValue("segment", segment.name.fileName())
                    .log("torn tail of {} bytes truncated at {}", segment.size - end, end);
            if (segment.size - end > RecordFormat.HEADER_BYTES) {
                quarantine.keep(segment, end, segment.size);
            }
            segment.truncate(end);
            voids.declare(nextSeq, nextSeq + torn - 1);
            nextSeq += torn;
        }
        return new Tail(lastSeq, nextSeq);
    }
}
