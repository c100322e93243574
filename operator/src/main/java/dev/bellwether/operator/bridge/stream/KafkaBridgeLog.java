package dev.bellwether.operator.bridge.stream;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.ControlWriter;
import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.NotificationRecords;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.alerting.record.StateRecords;
import dev.bellwether.alerting.record.TransitionRecords;
import dev.bellwether.alerting.stream.AlertingTopics;
import dev.bellwether.alerting.stream.RuleWriter;
import dev.bellwether.alerting.stream.StandingRules;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.operator.bridge.BridgeLog;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a stack in Kafka. */
public final class KafkaBridgeLog implements BridgeLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBridgeLog.class);
    private static final Duration TOPICS_PATIENCE = Duration.ofSeconds(10);
    private static final long READ_SECONDS = 60;

    private final KafkaSettings settings;
    private final TopicSettings topicSettings;
    private final String name;
    private final StandingRules rules = new StandingRules();
    private final ControlView controls = new ControlView();
    private @Nullable Connected connected;

    private record Connected(
            LogPublisher publisher, AlertingTopics topics, RuleWriter ruleWriter, ControlWriter controlWriter) {}

    /**
     * Prepares; connects to nothing yet.
     *
     * @param topicSettings how topics are made that are not there yet
     * @param stack names clients and threads
     */
    public KafkaBridgeLog(KafkaSettings settings, TopicSettings topicSettings, String stack) {
        this.settings = settings;
        this.topicSettings = topicSettings;
        this.name = "bridge-" + stack;
    }

    @Override
    public void start(Listener listener) {
        TopicLayout layout;
        try (TopicAdministration administration = new TopicAdministration(settings, TOPICS_PATIENCE)) {
            layout = administration.ensure(Arrays.asList(Topic.values()), topicSettings);
        }
        LogPublisher publisher = new LogPublisher(settings, name, layout);
        AlertingTopics topics = new AlertingTopics(settings, layout, name)
                .follow(Topic.RULES, rules::accept)
                .follow(Topic.RULE_STATUS, reading(record -> ruleStatus(record, listener)))
                .follow(Topic.ALERT_STATE, reading(record -> alertState(record, listener)))
                .follow(Topic.ALERTS, reading(record -> transition(record, listener)))
                .follow(Topic.CONTROLS, record -> {
                    controls.accept(record.key(), record.value());
                    listener.control(record.key());
                })
                .follow(Topic.NOTIFICATIONS, reading(record -> decision(record, listener)));
        connected = new Connected(
                publisher,
                topics,
                new RuleWriter(rules, layout, publisher, ORIGIN),
                new ControlWriter(
                        Control.Origin.KUBERNETES,
                        controls,
                        (key, value) -> publisher.publish(Topic.CONTROLS, key, value, Map.of())));
        topics.start();
        await(topics.readToEnd());
    }

    private static void await(CompletableFuture<?> read) {
        try {
            Object unused = read.get(READ_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("reading the topics of alerting was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnavailableException("the topics of alerting cannot be read: " + e, e);
        }
    }

    private static Consumer<LogRecord> reading(Consumer<LogRecord> reader) {
        return record -> {
            try {
                reader.accept(record);
            } catch (InvalidRecordException e) {
                LOG.warn(
                        "record={} of partition={} is passed over: {}",
                        record.key(),
                        record.partition(),
                        e.getMessage());
            }
        };
    }

    private static void ruleStatus(LogRecord record, Listener listener) {
        byte[] value = record.value();
        listener.ruleStatus(record.key(), record.partition(), value == null ? null : RuleStatusRecords.read(value));
    }

    private static void alertState(LogRecord record, Listener listener) {
        byte[] value = record.value();
        listener.alertState(
                record.key(), record.partition(), record.offset(), value == null ? null : StateRecords.read(value));
    }

    private static void transition(LogRecord record, Listener listener) {
        byte[] value = record.value();
        if (value != null) {
            listener.transition(TransitionRecords.read(value));
        }
    }

    private static void decision(LogRecord record, Listener listener) {
        byte[] value = record.value();
        if (value != null) {
            listener.decision(NotificationRecords.readDecision(value));
        }
    }

    private Connected connected() {
        return Objects.requireNonNull(connected, "the log is not started");
    }

    @Override
    public Put put(Rule rule) {
        try {
            RuleWriter.Put put = connected().ruleWriter().put(rule);
            return new Put(put.generation(), put.durable());
        } catch (RuleWriter.ForeignRuleException e) {
            throw new ForeignException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public CompletableFuture<?> tellInvalid(String uid, String group, String error, int line, int column) {
        return connected().ruleWriter().tellInvalid(uid, group, error, line, column);
    }

    @Override
    public CompletableFuture<?> remove(String uid) {
        return connected().ruleWriter().remove(uid);
    }

    @Override
    public List<String> ruleUids() {
        return connected().ruleWriter().uids();
    }

    @Override
    public Optional<PublishedRule> rule(String uid) {
        return rules.find(uid).map(StandingRules.Standing::rule);
    }

    @Override
    public ControlView controls() {
        return controls;
    }

    @Override
    public CompletableFuture<?> put(Control.Subject subject) {
        try {
            return connected().controlWriter().put(subject);
        } catch (ControlWriter.ForeignOriginException e) {
            throw new ForeignException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public CompletableFuture<?> remove(Control.Kind kind, String uid) {
        try {
            return connected().controlWriter().remove(kind, uid);
        } catch (ControlWriter.ForeignOriginException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        Connected open = connected;
        if (open != null) {
            open.topics().close();
            open.publisher().close();
        }
    }
}
