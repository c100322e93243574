package dev.bellwether.ingest.alertlog;

import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.storage.AlertLogWriter;
import dev.bellwether.storage.AlertLogWriter.AlertFlush;
import dev.bellwether.stream.GroupReader;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Carries transitions of alerts and decisions of notifiers from the log into storage, each once. Any number share the work
 * as one group. While the database is away it waits; alerts and notifications go on.
 *
 * <p>Built once, started once, closed once; works on two threads of its own.
 */
public final class AlertLogger implements AutoCloseable {
    private static final String GROUP = "bellwether-alert-log";
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private final List<RecordLoop> loops;
    private final List<Thread> threads;

    /**
     * Wires it; nothing is read yet.
     *
     * @param storage gives writers, each used by one thread; asked twice
     */
    public AlertLogger(KafkaSettings settings, TopicLayout layout, Supplier<AlertLogWriter> storage) {
        this.loops = List.of(
                loop(
                        settings,
                        layout,
                        Topic.ALERTS,
                        storage.get(),
                        (values, offsets) -> new AlertFlush(
                                RecordLoop.readable(values, TransitionRecords::read), List.of(), offsets)),
                loop(
                        settings,
                        layout,
                        Topic.NOTIFICATIONS,
                        storage.get(),
                        (values, offsets) -> new AlertFlush(
                                List.of(), RecordLoop.readable(values, NotificationRecords::readDecision), offsets)));
        this.threads = loops.stream()
                .map(loop -> Thread.ofPlatform()
                        .name("alert-log-" + loop.topicName())
                        .daemon(true)
                        .unstarted(loop))
                .toList();
    }

    private static RecordLoop loop(
            KafkaSettings settings,
            TopicLayout layout,
            Topic topic,
            AlertLogWriter storage,
            RecordLoop.Decoder decoder) {
        String name = GROUP + "-" + topic.topicName();
        return new RecordLoop(
                topic.topicName(),
                layout.topicId(topic),
                storage,
                decoder,
                listener -> new GroupReader(settings, name, name, SESSION_TIMEOUT, topic, listener));
    }

    /** Starts to read and write. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /** Stops both threads and waits for them; what was read and not written is read again by the next. */
    @Override
    public void close() {
        loops.forEach(RecordLoop::stop);
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
