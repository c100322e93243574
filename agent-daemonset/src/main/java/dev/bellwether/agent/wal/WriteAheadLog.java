package dev.bellwether.agent.wal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches on disk until the gateway has them.
 *
 * <p>An append fixes a batch's identity. A batch is shown to its one reader ({@link #next}) only when the disk has it, so
 * that a seq that was sent is never used for something else. Acknowledged segments are deleted whole; beyond the size cap
 * the oldest segment is dropped and its seqs are declared void in a later batch. After a failed force the log stops, reads
 * again what was not durable, writes it into a new segment, and only then goes on. Safe for use by many threads; every
 * method may block on the disk.
 */
public final class WriteAheadLog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);
    private static final long RETRY_MILLIS = 1_000;
    /** How often the acknowledged position is written: each time costs the disk two forces. */
    private static final long POSITION_MILLIS = 10_000;

    private final WalSettings settings;
    private final InstantSource clock;
    private final WalDirectory directory;
    private final DropCounters drops = new DropCounters();

    /** Taken before {@link #lock} by whoever forces, rotates, recovers or drops. */
    private final ReentrantLock maintenance = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final SegmentList segments;
    private final WalCursor cursor;
    private volatile long lastForceMillis;
    private long nextRetryMillis;
    private volatile long positionMillis = -POSITION_MILLIS;
    private volatile boolean recoveryNeeded;
    private volatile boolean rotationNeeded;
    private volatile boolean closed;
    private volatile String trouble = "";
    private volatile Runnable durableListener = () -> {};

    private WriteAheadLog(WalSettings settings, InstantSource clock, WalDirectory directory, SegmentList segments) {
        this.settings = settings;
        this.clock = clock;
        this.directory = directory;
        this.segments = segments;
        this.cursor = new WalCursor(segments, directory.quarantine(), drops);
    }

    /**
     * Opens the log of an agent, or begins one.
     *
     * @throws WalException where another process has it, or it belongs to another agent
     * @throws IOException where the disk refuses
     */
    public static WriteAheadLog open(WalSettings settings, String agentId, InstantSource clock) throws IOException {
        return open(settings, agentId, clock, new DiskFiles());
    }

    static WriteAheadLog open(WalSettings settings, String agentId, InstantSource clock, WalFiles files)
            throws IOException {
        WalDirectory directory = WalDirectory.lock(files, settings.directory());
        try {
            SegmentList segments = SegmentList.open(directory, agentId, clock.millis());
            return new WriteAheadLog(settings, clock, directory, segments);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Whoever is to know that {@link #next} has more; called after a force, on the forcing thread. */
    public void onDurable(Runnable listener) {
        durableListener = listener;
    }

    /**
     * Gives a batch its identity and writes it. With {@link FsyncPolicy#ALWAYS} the disk has it on return, unless {@link
     * #status} says that it does not work: then the batch waits for it.
     *
     * @return whether it was taken; if not, it has been counted as dropped and {@link #status} says why
     */
    public boolean append(BatchDraft draft) {
        long seq;
        try {
            seq = write(draft);
        } catch (IOException e) {
            boolean full = isDiskFull(e);
            drops.add(full ? DropReason.DISK_FULL : DropReason.DISK_ERROR, 1, draft.sampleCount());
            troubled(e);
            return false;
        }
        if (seq == 0) {
            drops.add(DropReason.TOO_LARGE, 1, draft.sampleCount());
            return false;
        }
        forceIfDue(seq);
        return true;
    }

    /** A batch that cannot be forced now is written and waits for the disk. */
    private void forceIfDue(long seq) {
        long sinceForce = clock.millis() - lastForceMillis;
        boolean due = sinceForce >= settings.fsyncInterval().toMillis() || sinceForce < 0;
        if (settings.fsync() == FsyncPolicy.ALWAYS || due) {
            try {
                force(seq);
            } catch (IOException e) {
                troubled(e);
            }
        }
    }

    private long write(BatchDraft draft) throws IOException {
        while (true) {
            lock.lock();
            try {
                if (closed) {
                    throw new IOException("the log is closed");
                }
                if (!recoveryNeeded
                        && !rotationNeeded
                        && segments.active().size < settings.segmentBytes()
                        && segments.totalBytes() < settings.maxBytes()) {
                    long seq = segments.append(draft, clock.millis());
                    recovered();
                    return seq;
                }
            } catch (SegmentList.UntidyTailException e) {
                rotationNeeded = true;
                throw e;
            } finally {
                lock.unlock();
            }
            makeReady();
        }
    }

    private void makeReady() throws IOException {
        maintenance.lock();
        try {
            if (recoveryNeeded) {
                recover();
            }
            if (rotationNeeded || segments.active().size >= settings.segmentBytes()) {
                rotate();
            }
            while (segments.totalBytes() >= settings.maxBytes()) {
                if (segments.isSingle()) {
                    rotate();
                }
                dropOldest();
            }
        } finally {
            maintenance.unlock();
        }
    }

    private void rotate() throws IOException {
        force(Long.MAX_VALUE);
        lock.lock();
        try {
            segments.begin();
            rotationNeeded = false;
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest() {
        lock.lock();
        try {
            SegmentList.Dropped dropped = segments.dropOldest();
            if (dropped.batches() > 0) {
                drops.add(DropReason.LOG_FULL, dropped.batches(), dropped.samples());
                LOG.atWarn()
                        .addKeyValue("batches", dropped.batches())
                        .log(
                                "the write-ahead log reached {} bytes: its oldest segment was dropped",
                                settings.maxBytes());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forces all that was appended; what waits for the same force shares it. */
    public void force() throws IOException {
        force(Long.MAX_VALUE);
    }

    private void force(long seq) throws IOException {
        maintenance.lock();
        try {
            if (segments.durableSeq() >= Math.min(seq, segments.lastSeq()) && !recoveryNeeded) {
                return;
            }
            if (recoveryNeeded) {
                recover();
                return;
            }
            Segment active = segments.active();
            SegmentList.Mark mark;
            lock.lock();
            try {
                mark = segments.mark();
            } finally {
                lock.unlock();
            }
            lastForceMillis = clock.millis();
            try {
                active.file.force();
            } catch (IOException e) {
                LOG.atError()
                        .log(
                                "the disk failed to force the write-ahead log: {}; reading again what was not durable",
                                e.getMessage());
                recoveryNeeded = true;
                nextRetryMillis = 0;
                recover();
                return;
            }
            lock.lock();
            try {
                segments.durable(active, mark);
            } finally {
                lock.unlock();
            }
        } finally {
            maintenance.unlock();
        }
        durableListener.run();
    }

    private void recover() throws IOException {
        long untilRetry = nextRetryMillis - clock.millis();
        boolean clockWasSetBack = untilRetry > RETRY_MILLIS;
        if (untilRetry > 0 && !clockWasSetBack) {
            throw new IOException(trouble);
        }
        lock.lock();
        try {
            long lost = segments.rewriteUnsynced();
            if (lost > 0) {
                drops.add(DropReason.QUARANTINED, lost, 0);
            }
            recoveryNeeded = false;
            recovered();
        } catch (IOException e) {
            nextRetryMillis = clock.millis() + RETRY_MILLIS;
            troubled(e);
            throw e;
        } finally {
            lock.unlock();
        }
        durableListener.run();
    }

    /**
     * What is to be done from time to time, at least once per force interval: forces what waits, retries after a disk
     * failure, remembers the acknowledged position once in ten seconds: after a crash what came later is sent again, and
     * recognised by its seq.
     */
    public void maintain() {
        long now = clock.millis();
        maintain(now - positionMillis >= POSITION_MILLIS || now < positionMillis);
    }

    private void maintain(boolean positionToo) {
        if (closed) {
            return;
        }
        try {
            force(Long.MAX_VALUE);
            lock.lock();
            try {
                segments.saveState(positionToo);
                if (positionToo) {
                    positionMillis = clock.millis();
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException e) {
            troubled(e);
        }
    }

    /** The next durable batch that has not been read since the last {@link #rewind}, or null where there is none yet. */
    public @Nullable WalRecord next() {
        lock.lock();
        try {
            return closed ? null : cursor.next();
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #next} begin again behind the last batch that is done with. */
    public void rewind() {
        lock.lock();
        try {
            cursor.rewind();
        } finally {
            lock.unlock();
        }
    }

    /** The gateway has every batch up to this one, or they have been declared void. */
    public void acknowledge(long seq) {
        lock.lock();
        try {
            segments.doneThrough(seq);
            cursor.forgetThrough(segments.doneThrough());
        } finally {
            lock.unlock();
        }
    }

    /** This batch, the first that is not done with, will never be taken: it becomes void and counts as dropped. */
    public void giveUp(long seq, int samples, DropReason reason) {
        lock.lock();
        try {
            segments.declareVoid(seq, seq);
            segments.doneThrough(seq);
            cursor.forgetThrough(segments.doneThrough());
            drops.add(reason, 1, samples);
        } finally {
            lock.unlock();
        }
    }

    /** Counts samples that were dropped before they reached the log. */
    public void countDropped(DropReason reason, long batches, long samples) {
        drops.add(reason, batches, samples);
    }

    /** Finds bytes of blocks by their hash (its wire form): first beside a batch that names them, then everywhere. */
    public Function<dev.bellwether.protocol.codec.BlockHash, byte @Nullable []> blocksNear(long seq) {
        lock.lock();
        try {
            return new BlockFinder(segments.list(), segments.active()).near(seq);
        } finally {
            lock.unlock();
        }
    }

    /** The agent's incarnation. */
    public long incarnation() {
        return segments.incarnation();
    }

    /** How the log does at this moment. */
    public WalStatus status() {
        lock.lock();
        try {
            return new WalStatus(
                    segments.incarnation(),
                    cursor.depthBytes(),
                    segments.depthBatches(),
                    cursor.oldestMillis(),
                    segments.list().size(),
                    segments.appendedBatches(),
                    segments.appendedSamples(),
                    drops.batches(),
                    drops.samples(),
                    trouble);
        } finally {
            lock.unlock();
        }
    }

    private void troubled(IOException e) {
        String what = String.valueOf(e.getMessage());
        if (!what.startsWith("disk ")) {
            what = (isDiskFull(e) ? "disk full: " : "disk error: ") + what;
        }
        if (trouble.isEmpty()) {
            LOG.atError()
                    .log("the write-ahead log takes no batches; collecting goes on, samples are dropped: {}", what);
        }
        trouble = what;
    }

    private void recovered() {
        if (!trouble.isEmpty()) {
            LOG.atInfo().log("the write-ahead log takes batches again");
            trouble = "";
        }
    }

    private static boolean isDiskFull(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("No space left") || message.contains("quota");
    }

    /** Forces what was appended, remembers the position and lets go of the directory. */
    @Override
    public void close() throws IOException {
        maintenance.lock();
        try {
            if (closed) {
                return;
            }
            maintain(true);
            lock.lock();
            try {
                closed = true;
                for (Segment segment : List.copyOf(segments.list())) {
                    segment.closeQuietly();
                }
            } finally {
                lock.unlock();
            }
        } finally {
            maintenance.unlock();
            directory.close();
        }
    }

    /** Where the log lives. */
    public Path path() {
        return settings.directory();
    }
}
