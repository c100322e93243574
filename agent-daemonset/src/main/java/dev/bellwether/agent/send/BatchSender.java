package dev.bellwether.agent.send;

import dev.bellwether.agent.config.SendConfig;
import dev.bellwether.agent.send.SenderStatus.AnswerKind;
import dev.bellwether.agent.wal.DropReason;
import dev.bellwether.agent.wal.WalRecord;
import dev.bellwether.agent.wal.WriteAheadLog;
import dev.bellwether.protocol.codec.EncodedBatch;
import dev.bellwether.protocol.codec.InvalidBatchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches from the write-ahead log to the gateway in the order of their seq, one thread doing all of it.
 *
 * <p>Up to a window of batches is under way. After any answer but an acknowledgement nothing more is sent until every batch
 * under way is answered; then all that is not acknowledged is sent again in order. After a connection has ended, sending
 * begins again behind the last acknowledgement: what had arrived is recognised there by its seq.
 */
public final class BatchSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final WriteAheadLog log;
    private final SenderSettings settings;
    private final ProtocolChoice protocols;
    private final Backoff backoff;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Window window;
    private final Thread thread;
    private final SenderCounters counters = new SenderCounters();

    private @Nullable Connection connection;
    private int generation;
    private boolean answered;
    private boolean ready;
    private long connectNanos;
    private boolean resendNeeded;
    /** The first seq of those under way that was not acknowledged in its turn; the greatest number where all were. */
    private long firstRefusedSeq = Long.MAX_VALUE;

    private long resendAfterNanos;
    private long nextConnectNanos;
    private long withBlocksSeq;
    private long unknownSeq;
    private volatile boolean stopping;

    /** What the thread is told; the generation says by which connection. */
    private sealed interface Event {
        record Wake() implements Event {}

        record Answered(int generation, Answer answer) implements Event {}

        record Closed(int generation, Connection.Failure failure) implements Event {}
    }

    /** A sender to a gateway; {@link #start} sets it going. */
    public BatchSender(WriteAheadLog log, SendConfig config) {
        this(log, SenderSettings.of(config), connectors(Endpoint.of(config)), RandomGenerator.getDefault());
    }

    BatchSender(WriteAheadLog log, SenderSettings settings, List<Connector> connectors, RandomGenerator random) {
        this.log = log;
        this.settings = settings;
        this.protocols = new ProtocolChoice(connectors, settings.failuresBeforeFallback(), settings.grpcRetry());
        this.backoff = new Backoff(settings.backoffBase(), settings.backoffCap(), random);
        this.window = new Window(settings.windowBatches(), settings.windowBytes());
        this.thread = SenderThreads.daemon("agent-sender").newThread(this::run);
        counters.protocol(protocols.current().name());
    }

    private static List<Connector> connectors(Endpoint endpoint) {
        List<Connector> connectors = new ArrayList<>();
        connectors.add(new GrpcConnector(endpoint));
        if (endpoint.http() != null) {
            connectors.add(new HttpConnector(endpoint, endpoint.http()));
        }
        return connectors;
    }

    public void start() {
        log.onDurable(() -> events.add(new Event.Wake()));
        thread.start();
    }

    /** How the sender does at this moment. */
    public SenderStatus status() {
        return counters.status();
    }

    private void run() {
        nextConnectNanos = System.nanoTime();
        while (!stopping) {
            try {
                step();
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("sending failed; the connection begins again");
                disconnect(new Connection.Failure(Connection.Failure.Kind.ENDED, String.valueOf(e)));
            }
        }
        Connection last = connection;
        if (last != null) {
            last.close();
        }
        protocols.all().forEach(Connector::close);
        counters.state(SenderStatus.State.STOPPED);
    }

    private void step() throws InterruptedException {
        long now = System.nanoTime();
        Connection open = connection;
        if (open != null && protocols.isFirstDue(now) && window.isEmpty()) {
            open.close();
            connection = null;
            nextConnectNanos = now;
        }
        if (connection == null && now - nextConnectNanos >= 0) {
            connect(now);
        }
        send(System.nanoTime());
        Event event = events.poll(waitNanos(System.nanoTime()), TimeUnit.NANOSECONDS);
        while (event != null) {
            handle(event);
            event = events.poll();
        }
        giveUpOnSilence(System.nanoTime());
    }

    private long waitNanos(long now) {
        if (connection == null) {
            return Math.max(0, nextConnectNanos - now);
        }
        if (resendNeeded && window.isEmpty()) {
            return Math.max(0, resendAfterNanos - now);
        }
        return IDLE.toNanos();
    }

    private void connect(long now) {
        if (protocols.tryFirstAgain(now)) {
            LOG.atInfo().log("trying {} again", protocols.current().name());
        }
        int own = ++generation;
        Connector connector = protocols.current();
        counters.connecting(connector.name());
        answered = false;
        ready = false;
        connectNanos = now;
        try {
            log.rewind();
            window.clear();
            resendNeeded = false;
            firstRefusedSeq = Long.MAX_VALUE;
            connection = connector.connect(new Connection.Listener() {
                @Override
                public void onReady() {
                    events.add(new Event.Wake());
                }

                @Override
                public void onAnswer(Answer answer) {
                    events.add(new Event.Answered(own, answer));
                }

                @Override
                public void onClosed(Connection.Failure failure) {
                    events.add(new Event.Closed(own, failure));
                }
            });
        } catch (IOException e) {
            disconnect(new Connection.Failure(Connection.Failure.Kind.REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private void send(long now) {
        Connection open = connection;
        if (open == null) {
            return;
        }
        if (resendNeeded) {
            if (!window.isEmpty() || now - resendAfterNanos < 0) {
                return;
            }
            resendNeeded = false;
            firstRefusedSeq = Long.MAX_VALUE;
            log.rewind();
        }
        ready |= open.isReady();
        if (protocols.isFirstDue(now)) {
            return;
        }
        while (!resendNeeded && window.hasRoom() && open.isReady()) {
            WalRecord batch = log.next();
            if (batch == null) {
                return;
            }
            byte[] bytes = bytes(batch);
            window.add(batch, bytes.length, System.nanoTime());
            open.send(bytes);
            counters.sent(bytes.length, window.size());
        }
    }

    private byte[] bytes(WalRecord batch) {
        if (batch.seq() != withBlocksSeq) {
            return batch.batch();
        }
        try {
            return EncodedBatch.read(batch.batch()).withBlocksInside(log.blocksNear(batch.seq()));
        } catch (InvalidBatchException e) {
            LOG.atWarn().addKeyValue("seq", batch.seq()).log("the batch goes without its blocks: {}", e.getMessage());
            return batch.batch();
        }
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Wake wake -> {}
            case Event.Answered answer -> {
                if (answer.generation() == generation && connection != null) {
                    answered(answer.answer());
                }
            }
            case Event.Closed closed -> {
                if (closed.generation() == generation && connection != null) {
                    disconnect(closed.failure());
                }
            }
        }
    }

    private void answered(Answer answer) {
        if (!answered) {
            answered = true;
            counters.connected();
            protocols.worked();
            LOG.atInfo().addKeyValue("protocol", protocols.current().name()).log("the gateway answers");
        }
        switch (answer) {
            case Answer.Acknowledged ack -> acknowledged(ack);
            case Answer.RetryAfter retry -> retry(retry);
            case Answer.Rejected rejected -> rejected(rejected);
            case Answer.UnknownBlocks unknown -> unknownBlocks(unknown);
            case Answer.Configuration configuration -> counters.answer(AnswerKind.CONFIG, window.size());
        }
    }

    private Window.@Nullable Entry take(long incarnation, long seq, AnswerKind kind) {
        Window.Entry entry = incarnation == log.incarnation() ? window.take(seq) : null;
        counters.answer(entry == null ? AnswerKind.UNEXPECTED : kind, window.size());
        return entry;
    }

    private void acknowledged(Answer.Acknowledged ack) {
        Window.Entry before = window.first();
        boolean inOrder = before != null && before.seq == ack.seq();
        Window.Entry entry = take(ack.incarnation(), ack.seq(), AnswerKind.ACK);
        if (entry == null) {
            return;
        }
        backoff.reset();
        // An acknowledgement behind a refusal, or ahead of an answer, counts when it comes in its turn. One before it
        // counts
        // now: a gateway refuses at once, and acknowledges only when the log has the batch.
        if (inOrder && ack.seq() < firstRefusedSeq) {
            log.acknowledge(ack.seq());
        } else {
            resend(ack.seq(), Duration.ZERO);
        }
    }

    private void retry(Answer.RetryAfter retry) {
        if (take(retry.incarnation(), retry.seq(), AnswerKind.RETRY_AFTER) != null) {
            LOG.atDebug()
                    .addKeyValue("seq", retry.seq())
                    .log("the gateway asks to retry in {}: {}", retry.delay(), retry.reason());
            resend(retry.seq(), retry.delay());
        }
    }

    private void rejected(Answer.Rejected rejected) {
        boolean inOrder = !resendNeeded && isFirst(rejected.seq());
        Window.Entry entry = take(rejected.incarnation(), rejected.seq(), AnswerKind.REJECTED);
        if (entry == null) {
            return;
        }
        if (inOrder) {
            LOG.atError()
                    .addKeyValue("seq", rejected.seq())
                    .addKeyValue("reason", rejected.reason())
                    .log("the gateway will not take {} samples: {}", entry.samples, rejected.message());
            log.giveUp(rejected.seq(), entry.samples, DropReason.REJECTED);
        }
        resend(rejected.seq(), Duration.ZERO);
    }

    private boolean isFirst(long seq) {
        Window.Entry first = window.first();
        return first != null && first.seq == seq;
    }

    private void unknownBlocks(Answer.UnknownBlocks unknown) {
        boolean inOrder = !resendNeeded && isFirst(unknown.seq());
        Window.Entry entry = take(unknown.incarnation(), unknown.seq(), AnswerKind.UNKNOWN_BLOCK);
        if (entry == null) {
            return;
        }
        if (inOrder && unknownSeq == unknown.seq()) {
            LOG.atError()
                    .addKeyValue("seq", unknown.seq())
                    .log("{} samples are lost: their block stands nowhere any more", entry.samples);
            log.giveUp(unknown.seq(), entry.samples, DropReason.LOST_BLOCK);
        } else if (inOrder) {
            unknownSeq = unknown.seq();
            withBlocksSeq = unknown.seq();
        }
        resend(unknown.seq(), Duration.ZERO);
    }

    /** All from a seq on goes again, once everything under way is answered. */
    private void resend(long seq, Duration delay) {
        firstRefusedSeq = Math.min(firstRefusedSeq, seq);
        long due = System.nanoTime() + delay.toNanos();
        if (!resendNeeded || due - resendAfterNanos > 0) {
            resendAfterNanos = due;
        }
        resendNeeded = true;
    }

    private void giveUpOnSilence(long now) {
        Window.Entry oldest = window.first();
        if (connection != null
                && oldest != null
                && now - oldest.sentNanos > settings.answerTimeout().toNanos()) {
            disconnect(new Connection.Failure(
                    Connection.Failure.Kind.UNREACHABLE, "no answer within " + settings.answerTimeout()));
        }
        Connection opening = connection;
        if (opening != null
                && !ready
                && now - connectNanos > settings.connectTimeout().toNanos()) {
            disconnect(new Connection.Failure(
                    Connection.Failure.Kind.UNREACHABLE, "no connection within " + settings.connectTimeout()));
        }
    }

    private void disconnect(Connection.Failure failure) {
        Connection broken = connection;
        connection = null;
        generation++;
        if (broken != null) {
            broken.close();
        }
        window.clear();
        if (failure.kind() == Connection.Failure.Kind.UNREACHABLE && !answered) {
            protocols.failed(System.nanoTime());
        }
        Duration delay = backoff.next();
        nextConnectNanos = System.nanoTime() + delay.toNanos();
        LOG.atWarn()
                .addKeyValue("protocol", counters.status().protocol())
                .log("no connection to the gateway, next attempt in {} ms: {}", delay.toMillis(), failure.message());
        counters.disconnected(failure.message(), protocols.current().name());
    }

    /**
     * Sends what the log holds until nothing is left or the deadline passes, then ends the connection and the thread.
     *
     * @return how many batches are left in the log; they are sent after the next start
     */
    public long stop(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (thread.isAlive() && log.status().depthBatches() > 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        close();
        return log.status().depthBatches();
    }

    /** Ends the connection and the thread at once. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        log.onDurable(() -> {});
        events.add(new Event.Wake());
        if (thread.isAlive()) {
            thread.join(5_000);
        }
    }
}
