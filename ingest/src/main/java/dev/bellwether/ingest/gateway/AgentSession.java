package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.Answer.Accepted;
import dev.bellwether.ingest.gateway.Answer.Later;
import dev.bellwether.ingest.gateway.Answer.Reason;
import dev.bellwether.ingest.gateway.Answer.Refused;
import dev.bellwether.ingest.gateway.GatewayMetrics.Door;
import dev.bellwether.model.batch.BatchIdentity;
import dev.bellwether.model.batch.SequenceRange;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of one agent: keeps its batches in order.
 *
 * <p>Batches go into the log one behind the other, many at once. When one is not taken, those behind it, be they on their
 * way or yet to come, are answered "later" until it comes again; those that the log took none the less are recognised by
 * the writer when they come again. A batch that will never be taken does not hold up those behind it: it is not coming
 * again.
 *
 * <p>{@link #receive} is called by one thread at a time and may block; answers are given one at a time, on that thread
 * or the log's.
 */
final class AgentSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);
    private static final int MAX_UNANSWERED = 256;
    private static final long NOT_WAITING = 0;

    private final Principal principal;
    private final Door door;
    private final BatchIntake intake;
    private final AgentRecords records;
    private final GatewayMetrics metrics;
    private final Outlet outlet;
    private final BooleanSupplier gone;
    private final Semaphore unanswered = new Semaphore(MAX_UNANSWERED);

    /** Guards what follows, and the order of answers. */
    private final Object lock = new Object();

    private volatile @Nullable BatchIdentity sender;
    private volatile @Nullable AgentRecord record;
    /** The batch that must come next, or {@link #NOT_WAITING}. */
    private long awaited = NOT_WAITING;

    private long lastReceived;
    private final Set<UnderWay> underWay = new LinkedHashSet<>();

    private volatile boolean closed;

    /** A batch that the log was asked to take. Compared by identity: a batch may come twice. */
    private static final class UnderWay {
        private final BatchIdentity identity;
        /** One before it was sent back, so it is too. */
        private boolean sentBack;

        UnderWay(BatchIdentity identity) {
            this.identity = identity;
        }
    }

    /** Where answers go. */
    interface Outlet {
        /** Called by one thread at a time; must not block. */
        void answer(long incarnation, long sequence, Answer answer);
    }

    /**
     * Begins a stream.
     *
     * @param gone whether its peer has vanished; asked by others that claim the same agent
     */
    AgentSession(
            Principal principal,
            Door door,
            BatchIntake intake,
            AgentRecords records,
            GatewayMetrics metrics,
            Outlet outlet,
            BooleanSupplier gone) {
        this.principal = principal;
        this.door = door;
        this.intake = intake;
        this.records = records;
        this.metrics = metrics;
        this.outlet = outlet;
        this.gone = gone;
    }

    /**
     * Takes the next batch and sees that it is answered once.
     *
     * @param headers key and signature of the batch, where there are
     * @throws StreamRefusedException where the stream cannot go on; nothing was taken
     */
    void receive(byte[] bytes, Map<String, byte[]> headers) {
        long arrivedNanos = System.nanoTime();
        unanswered.acquireUninterruptibly();
        EncodedBatch batch;
        try {
            batch = EncodedBatch.read(bytes);
        } catch (InvalidBatchException e) {
            refuseUnreadable(bytes, e);
            return;
        }
        BatchIdentity identity = batch.identity();
        AgentRecord agent = admit(identity);
        if (agent == null) {
            lastReceived = identity.sequence();
            sendBack(identity, BatchIntake.later(Reason.ANOTHER_STREAM));
            return;
        }
        UnderWay entry = new UnderWay(identity);
        synchronized (lock) {
            boolean passes = mayPass(identity.sequence(), batch);
            lastReceived = identity.sequence();
            if (!passes) {
                metrics.postponed(door, Reason.BEHIND_REFUSED);
                answer(identity, BatchIntake.later(Reason.BEHIND_REFUSED));
                return;
            }
            awaited = NOT_WAITING;
            underWay.add(entry);
        }
        switch (intake.take(principal, batch, bytes, agent, headers)) {
            case BatchIntake.Outcome.Declined declined -> decline(entry, declined.answer());
            case BatchIntake.Outcome.Appending appending -> {
                var unused = appending
                        .done()
                        .whenComplete((position, failure) ->
                                appended(entry, failure, appending.samples(), bytes.length, arrivedNanos));
            }
        }
    }

    private void refuseUnreadable(byte[] bytes, InvalidBatchException failure) {
        BatchIdentityReader.Numbers numbers = BatchIdentityReader.read(bytes);
        if (numbers == null) {
            unanswered.release();
            throw new StreamRefusedException(
                    StreamRefusedException.Cause.UNREADABLE, String.valueOf(failure.getMessage()));
        }
        metrics.refused(door, Reason.INVALID);
        synchronized (lock) {
            answer(
                    numbers.incarnation(),
                    numbers.sequence(),
                    new Refused(Reason.INVALID, String.valueOf(failure.getMessage())));
        }
    }

    /** The agent's record, claimed for this stream; null where another stream has it. */
    private @Nullable AgentRecord admit(BatchIdentity identity) {
        BatchIdentity first = sender;
        if (first == null) {
            if (!principal.mayUse(identity.agentId())) {
                unanswered.release();
                throw new StreamRefusedException(
                        StreamRefusedException.Cause.NOT_ALLOWED,
                        "credential \"" + principal.name() + "\" may not send as agent \"" + identity.agentId()
                                + "\"; allowed are " + principal.agentIds());
            }
            record = records.of(principal.tenant(), identity.agentId());
            sender = identity;
        } else if (!first.agentId().equals(identity.agentId()) || first.incarnation() != identity.incarnation()) {
            unanswered.release();
            throw new StreamRefusedException(
                    StreamRefusedException.Cause.MIXED_SENDERS,
                    "a stream of agent \"" + first.agentId() + "\", incarnation " + first.incarnation()
                            + " got a batch of agent \"" + identity.agentId() + "\", incarnation "
                            + identity.incarnation() + "; each needs a stream of its own");
        }
        AgentRecord agent = record;
        return agent != null && agent.claim(identity.incarnation(), this) ? agent : null;
    }

    /**
     * Whether a batch may go on its way: nothing is awaited, or this is what is awaited, or what is awaited will never
     * come. A number that does not follow the last one begins a new run: the sender has seen our answer and starts again
     * from the oldest batch it still has.
     */
    private boolean mayPass(long sequence, EncodedBatch batch) {
        return awaited == NOT_WAITING
                || sequence <= awaited
                || sequence != lastReceived + 1
                || isVoid(awaited, batch.voids());
    }

    private static boolean isVoid(long sequence, List<SequenceRange> voids) {
        for (SequenceRange range : voids) {
            if (sequence >= range.first() && sequence <= range.last()) {
                return true;
            }
        }
        return false;
    }

    private void decline(UnderWay entry, Answer answer) {
        synchronized (lock) {
            underWay.remove(entry);
            if (answer instanceof Refused refused) {
                metrics.refused(door, refused.reason());
                LOG.atWarn()
                        .addKeyValue("agent", entry.identity.agentId())
                        .addKeyValue("batch", entry.identity.sequence())
                        .addKeyValue("reason", refused.reason().word())
                        .log("batch refused: {}", refused.message());
                answer(entry.identity, answer);
            } else {
                sendBack(entry.identity, answer);
            }
        }
    }

    /** Answers that a batch must come again, and with it all that are behind it. */
    private void sendBack(BatchIdentity identity, Answer answer) {
        synchronized (lock) {
            if (answer instanceof Later later) {
                metrics.postponed(door, later.reason());
            } else {
                metrics.unknownBlocks(door);
            }
            if (awaited == NOT_WAITING || identity.sequence() < awaited) {
                awaited = identity.sequence();
            }
            for (UnderWay behind : underWay) {
                if (behind.identity.sequence() > identity.sequence()) {
                    behind.sentBack = true;
                }
            }
            answer(identity, answer);
        }
    }

    private void appended(UnderWay entry, @Nullable Throwable failure, int samples, int size, long arrivedNanos) {
        synchronized (lock) {
            underWay.remove(entry);
            if (failure != null && !entry.sentBack) {
                sendBack(entry.identity, BatchIntake.later(Reason.LOG_AWAY));
            } else if (entry.sentBack) {
                metrics.postponed(door, Reason.BEHIND_REFUSED);
                answer(entry.identity, BatchIntake.later(Reason.BEHIND_REFUSED));
            } else {
                metrics.accepted(door, samples, size, Duration.ofNanos(System.nanoTime() - arrivedNanos));
                answer(entry.identity, new Accepted());
            }
        }
    }

    private void answer(BatchIdentity identity, Answer answer) {
        answer(identity.incarnation(), identity.sequence(), answer);
    }

    private void answer(long incarnation, long sequence, Answer answer) {
        unanswered.release();
        if (!closed) {
            outlet.answer(incarnation, sequence, answer);
        }
    }

    /** Whether its peer has vanished. */
    boolean isGone() {
        return closed || gone.getAsBoolean();
    }

    /** Waits until every batch is answered; false where the time is over before. */
    boolean awaitAnswers(Duration timeout) throws InterruptedException {
        boolean all = unanswered.tryAcquire(MAX_UNANSWERED, timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (all) {
            unanswered.release(MAX_UNANSWERED);
        }
        return all;
    }

    /** Ends the stream: answers still to come go nowhere, and another stream may have the agent. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        BatchIdentity first = sender;
        AgentRecord agent = record;
        if (first != null && agent != null) {
            agent.release(first.incarnation(), this);
        }
    }
}
