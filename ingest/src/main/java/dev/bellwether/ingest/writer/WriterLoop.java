package dev.bellwether.ingest.writer;

import dev.bellwether.storage.Flush;
import dev.bellwether.storage.PartitionId;
import dev.bellwether.storage.PartitionProgress;
import dev.bellwether.storage.SampleWriter;
import dev.bellwether.storage.StorageUnavailableException;
import dev.bellwether.stream.GroupReader;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, fills one buffer while the other is being written, and starts over from storage's progress whenever it is not
 * certain what is written: after a conflict, a refusal, a change of partitions. Starting over is always right, because a
 * flush moves the offset only from where storage has it.
 */
final class WriterLoop implements GroupReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration WHILE_FLUSHING = Duration.ofMillis(20);
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    /** So many records without a refusal, and flushes are of their usual size again. */
    private static final int CAUTION_ENDS = 10_000;

    private final WriterConfig config;
    private final String topicId;
    private final SampleWriter lookups;
    private final Flusher flusher;
    private final RecordProcessor processor;
    private final SeriesIds seriesIds;
    private final WriterMetrics metrics;
    private final Clock clock;
    private final Backoff backoff;
    private final GroupReader reader;

    private final Set<Integer> assigned = new TreeSet<>();
    private final Map<Integer, PartitionState> states = new HashMap<>();
    private final Deque<LogRecord> backlog = new ArrayDeque<>();
    private final Map<Integer, Map<Long, String>> refusedByStorage = new HashMap<>();
    private FlushBuffer filling;
    private FlushBuffer flushing;
    private @Nullable CompletableFuture<Flusher.Outcome> underWay;
    /** The flush under way belongs to a past that was given up: its outcome says nothing any more. */
    private boolean outcomeIsStale;
    /** How many records a flush may hold; small while a record that storage refuses is looked for. */
    private int recordLimit = NO_LIMIT;

    /** Since the last flush that was written: what storage refuses may be ids that it has lost. */
    private boolean idsAskedAgain;

    private long retryNanos = System.nanoTime();
    private long metricsNanos = System.nanoTime();
    /** When a flush was begun last; before the first one, so long ago that it may begin at once. */
    private long begunNanos;

    private long lastTimestampMillis;
    private volatile boolean stopped;

    /** Makes the reader when the loop, which it tells about partitions, is there. */
    interface ReaderFactory {
        GroupReader join(GroupReader.Listener listener);
    }

    WriterLoop(
            WriterConfig config,
            String topicId,
            SampleWriter lookups,
            Flusher flusher,
            RecordProcessor processor,
            SeriesIds seriesIds,
            WriterMetrics metrics,
            Clock clock,
            ReaderFactory readers) {
        this.config = config;
        this.topicId = topicId;
        this.lookups = lookups;
        this.flusher = flusher;
        this.processor = processor;
        this.seriesIds = seriesIds;
        this.metrics = metrics;
        this.clock = clock;
        this.backoff = new Backoff(config.maxBackoff());
        this.filling = new FlushBuffer(config.flushRows());
        this.flushing = new FlushBuffer(config.flushRows());
        this.begunNanos = System.nanoTime() - config.flushInterval().toNanos();
        this.reader = readers.join(this);
    }

    /**
     * Runs until {@link #stop}.
     *
     * @throws dev.bellwether.stream.OffsetGoneException where the log has lost what was not yet written
     */
    void run() {
        try {
            while (!stopped) {
                step();
            }
            writeLast();
        } finally {
            reader.close();
            flusher.close();
            lookups.close();
        }
    }

    /** Ends the loop; from any thread. */
    void stop() {
        stopped = true;
        reader.wakeUp();
    }

    private void step() {
        try {
            takeOutcome();
            if (System.nanoTime() - retryNanos < 0) {
                keepAlive();
                return;
            }
            findPositions();
            if (backlog.isEmpty() && !isFull()) {
                receive(reader.poll(patience()));
            }
            fill();
            handOver();
            measure();
        } catch (StorageUnavailableException e) {
            metrics.storageFailed();
            retryLater("storage is away", e);
        } catch (LogUnavailableException e) {
            retryLater("the log is away", e);
        }
    }

    private void retryLater(String what, RuntimeException failure) {
        long pause = backoff.nextMillis();
        retryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        LOG.atWarn().addKeyValue("again_in_ms", pause).log("{}: {}", what, failure.getMessage());
    }

    @Override
    public void assigned(Set<Integer> partitions) {
        assigned.addAll(partitions);
        LOG.atInfo().addKeyValue("partitions", partitions).log("partitions assigned");
    }

    @Override
    public void gone(Set<Integer> partitions) {
        assigned.removeAll(partitions);
        partitions.forEach(refusedByStorage::remove);
        LOG.atInfo().addKeyValue("partitions", partitions).log("partitions gone");
        startOver();
    }

    /** Forgets everything that is not in storage; every partition asks for its progress again. */
    private void startOver() {
        states.keySet().stream().filter(assigned::contains).forEach(reader::silence);
        states.clear();
        backlog.clear();
        filling.clear();
        processor.forget();
        seriesIds.forget();
        if (underWay != null) {
            outcomeIsStale = true;
            flusher.abandon();
        }
    }

    private void findPositions() {
        if (states.size() == assigned.size() || underWay != null) {
            return;
        }
        for (int partition : assigned) {
            if (!states.containsKey(partition)) {
                PartitionId id = new PartitionId(topicId, partition);
                PartitionProgress progress = lookups.progress(id);
                reader.goOnFrom(partition, progress.nextOffset());
                states.put(partition, new PartitionState(id, progress.nextOffset(), progress.senders()));
                metrics.storageAnswered();
                LOG.atInfo()
                        .addKeyValue("partition", partition)
                        .addKeyValue("offset", progress.nextOffset())
                        .addKeyValue("senders", progress.senders().size())
                        .log("goes on");
            }
        }
        backoff.reset();
    }

    /** How long to wait for records: not beyond the time when what is gathered must be written. */
    private Duration patience() {
        if (filling.records() == 0) {
            return TICK;
        }
        if (underWay != null) {
            // What is gathered waits for the flush under way, however long that has taken.
            return WHILE_FLUSHING;
        }
        long left = config.flushInterval().toNanos() - (System.nanoTime() - begunNanos);
        return Duration.ofNanos(Math.max(0, Math.min(left, TICK.toNanos())));
    }

    private void receive(List<LogRecord> records) {
        for (LogRecord record : records) {
            if (states.containsKey(record.partition())) {
                backlog.add(record);
            }
        }
    }

    private void fill() {
        while (!backlog.isEmpty() && !isFull()) {
            LogRecord record = backlog.getFirst();
            PartitionState partition = states.get(record.partition());
            if (partition != null && record.offset() >= partition.next()) {
                String refused = refusedByStorage
                        .getOrDefault(record.partition(), Map.of())
                        .get(record.offset());
                processor.process(record, partition, filling, backlog, refused);
                lastTimestampMillis = record.timestampMillis();
                backoff.reset();
            }
            backlog.removeFirst();
        }
    }

    /** While the database is slower than the log, a buffer grows beyond its usual size: fewer and larger transactions. */
    private boolean isFull() {
        long most = underWay == null ? config.flushRows() : 4L * config.flushRows();
        return filling.rows() >= most || filling.records() >= recordLimit;
    }

    /** One flush in an interval while samples trickle; what comes after a pause is written at once. */
    private boolean isDue() {
        return filling.records() > 0
                && (filling.rows() >= config.flushRows()
                        || filling.records() >= recordLimit
                        || System.nanoTime() - begunNanos
                                >= config.flushInterval().toNanos());
    }

    private void handOver() {
        if (!isDue()) {
            return;
        }
        if (underWay != null) {
            if (isFull()) {
                // Nothing more comes into it, so what its turn would begin with is done while it waits.
                filling.samples().sort();
                if (!awaitOutcome(TICK)) {
                    keepAlive();
                }
            }
            return;
        }
        Flush flush = filling.toFlush(states.values());
        states.values().forEach(PartitionState::handOver);
        FlushBuffer full = filling;
        filling = flushing;
        flushing = full;
        begunNanos = System.nanoTime();
        underWay = flusher.write(full, flush);
    }

    private boolean awaitOutcome(Duration patience) {
        CompletableFuture<Flusher.Outcome> flush = underWay;
        if (flush == null) {
            return true;
        }
        try {
            Flusher.Outcome unused = flush.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flush failed in a way that nobody expects: " + e.getMessage(), e);
        }
    }

    private void takeOutcome() {
        CompletableFuture<Flusher.Outcome> flush = underWay;
        if (flush == null || !flush.isDone()) {
            return;
        }
        underWay = null;
        int records = flushing.records();
        int partition = flushing.firstPartition();
        long offset = flushing.firstOffset();
        flushing.clear();
        boolean stale = outcomeIsStale;
        outcomeIsStale = false;
        Flusher.Outcome outcome = flush.join();
        if (stale) {
            return;
        }
        switch (outcome) {
            case Flusher.Outcome.Written written -> {
                idsAskedAgain = false;
                grow(records);
            }
            case Flusher.Outcome.Lost lost -> {
                metrics.conflict();
                LOG.atWarn().log("starts over from storage's progress: {}", lost.message());
                startOver();
            }
            case Flusher.Outcome.Rejected rejected -> {
                if (idsAskedAgain) {
                    halve(records, partition, offset, rejected.message());
                } else {
                    LOG.atWarn()
                            .log("storage refuses a flush, asks for the ids of series again: {}", rejected.message());
                    idsAskedAgain = true;
                }
                startOver();
            }
        }
    }

    private void grow(int records) {
        if (recordLimit != NO_LIMIT && records >= recordLimit) {
            recordLimit = recordLimit > CAUTION_ENDS ? NO_LIMIT : recordLimit * 2;
        }
    }

    private void halve(int records, int partition, long offset, String message) {
        if (records > 1) {
            recordLimit = Math.max(1, records / 2);
            LOG.atWarn()
                    .addKeyValue("records", records)
                    .log("storage refuses a flush, looks for the record: {}", message);
        } else {
            refusedByStorage.computeIfAbsent(partition, key -> new HashMap<>()).put(offset, message);
        }
    }

    /** Stays a member of the group without taking records. */
    private void keepAlive() {
        Set<Integer> ready = Set.copyOf(states.keySet());
        reader.hold(true, ready);
        receive(reader.poll(TICK));
        if (states.keySet().containsAll(ready)) {
            reader.hold(false, ready);
        }
    }

    private void writeLast() {
        if (!awaitOutcome(Duration.ofSeconds(3))) {
            return;
        }
        takeOutcome();
        if (filling.records() > 0 && underWay == null) {
            Flush flush = filling.toFlush(states.values());
            underWay = flusher.write(filling, flush);
            boolean unused = awaitOutcome(Duration.ofSeconds(3));
        }
    }

    private void measure() {
        long now = System.nanoTime();
        if (now - metricsNanos < TimeUnit.SECONDS.toNanos(1)) {
            return;
        }
        metricsNanos = now;
        long lag = backlog.size();
        for (long behind : reader.lag(states.keySet()).values()) {
            lag += behind;
        }
        long age = lag == 0 ? 0 : Math.max(0, clock.millis() - lastTimestampMillis);
        metrics.state(lag, age, states.size(), seriesIds.size());
    }
}
