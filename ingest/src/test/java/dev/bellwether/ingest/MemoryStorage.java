package dev.bellwether.ingest;

import dev.bellwether.storage.Flush;
import dev.bellwether.storage.HistogramSample;
import dev.bellwether.storage.OffsetConflictException;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.PartitionProgress;
import dev.bellwether.storage.RejectedSampleException;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.SenderKey;
import dev.bellwether.storage.SequenceMarks;
import dev.bellwether.storage.SeriesId;
import dev.bellwether.storage.SeriesIdentity;
import dev.bellwether.storage.StorageUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Storage that keeps its promises in memory, and can be told to be away, to break in a commit, or to refuse a value. */
public final class MemoryStorage {
    /** One sample as it was written. */
    public record Written(String series, long timestampMillis, double value) {}

    private final Map<SeriesIdentity, SeriesId> ids = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<PartitionId, Long> offsets = new HashMap<>();
    private final Map<PartitionId, Map<SenderKey, SequenceMarks>> marks = new HashMap<>();
    private final Set<String> requests = new HashSet<>();
    private final List<Written> samples = new ArrayList<>();
    private final List<HistogramSample> histograms = new ArrayList<>();
    private long lastId;
    private boolean away;
    private int brokenCommits;
    private int failedWrites;
    private int flushes;
    private double refusedValue = Double.NaN;

    /** A writer on this storage. */
    public SampleWriter newWriter() {
        return new Session();
    }

    public synchronized void setAway(boolean nowAway) {
        away = nowAway;
    }

    /** The next so many flushes are committed, but their writer is told that the outcome is unknown. */
    public synchronized void breakCommits(int count) {
        brokenCommits = count;
    }

    /** The next so many flushes fail before anything is written. */
    public synchronized void failWrites(int count) {
        failedWrites = count;
    }

    /** Forgets every series, as a server that took over from another and had not yet seen their creation. */
    public synchronized void loseSeries() {
        ids.clear();
        names.clear();
    }

    public synchronized void refuse(double value) {
        refusedValue = value;
    }

    public synchronized List<Written> samples() {
        return List.copyOf(samples);
    }

    public synchronized List<HistogramSample> histograms() {
        return List.copyOf(histograms);
    }

    public synchronized int flushes() {
        return flushes;
    }

    public synchronized long offset(PartitionId partition) {
        return offsets.getOrDefault(partition, -1L);
    }

    public synchronized SequenceMarks marks(PartitionId partition, SenderKey sender) {
        return marks.getOrDefault(partition, Map.of()).getOrDefault(sender, SequenceMarks.NONE);
    }

    private synchronized void requirePresent() {
        if (away) {
            throw new StorageUnavailableException("told to be away", new IllegalStateException());
        }
    }

    private synchronized void write(Flush flush) {
        requirePresent();
        if (failedWrites > 0) {
            failedWrites--;
            throw new StorageUnavailableException("told to fail", new IllegalStateException());
        }
        for (int i = 0; i < flush.samples().count(); i++) {
            if (!names.containsKey(flush.samples().seriesId(i))) {
                throw new RejectedSampleException(
                        "there is no series " + flush.samples().seriesId(i));
            }
            if (flush.samples().value(i) == refusedValue) {
                throw new RejectedSampleException("told to refuse " + refusedValue);
            }
        }
        for (Flush.OffsetAdvance advance : flush.offsets()) {
            if (offsets.getOrDefault(advance.partition(), -1L) != advance.expectedOffset()) {
                throw new OffsetConflictException("offset of " + advance.partition() + " is "
                        + offsets.get(advance.partition()) + ", expected was " + advance.expectedOffset());
            }
        }
        flush.offsets().forEach(advance -> offsets.put(advance.partition(), advance.nextOffset()));
        flush.senders()
                .forEach((sender, progress) -> marks.computeIfAbsent(progress.partition(), key -> new HashMap<>())
                        .put(sender, progress.marks()));
        flush.requests().forEach(request -> requests.add(request.tenant() + "/" + request.identity()));
        for (int i = 0; i < flush.samples().count(); i++) {
            samples.add(new Written(
                    names.getOrDefault(flush.samples().seriesId(i), "?"),
                    flush.samples().timestampMillis(i),
                    flush.samples().value(i)));
        }
        histograms.addAll(flush.histograms());
        flushes++;
        if (brokenCommits > 0) {
            brokenCommits--;
            throw new StorageUnavailableException("told to break in the commit", new IllegalStateException());
        }
    }

    private final class Session implements SampleWriter {
        @Override
        public List<SeriesId> resolve(List<SeriesIdentity> series) {
            synchronized (MemoryStorage.this) {
                requirePresent();
                List<SeriesId> resolved = new ArrayList<>();
                for (SeriesIdentity identity : series) {
                    SeriesId id = ids.computeIfAbsent(identity, key -> new SeriesId(1, ++lastId));
                    names.put(id.seriesId(), identity.labels().toString());
                    resolved.add(id);
                }
                return resolved;
            }
        }

        @Override
        public PartitionProgress progress(PartitionId partition) {
            synchronized (MemoryStorage.this) {
                requirePresent();
                return new PartitionProgress(offset(partition), marks.getOrDefault(partition, Map.of()));
            }
        }

        @Override
        public Set<String> knownRequests(String tenant, Collection<String> identities) {
            synchronized (MemoryStorage.this) {
                requirePresent();
                Set<String> known = new HashSet<>(identities);
                known.removeIf(identity -> !requests.contains(tenant + "/" + identity));
                return known;
            }
        }

        @Override
        public void write(Flush flush) {
            MemoryStorage.this.write(flush);
        }

        @Override
        public void close() {}
    }
}
