package dev.bellwether.alert.stream;

import dev.bellwether.alert.engine.RulePublication;
import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.record.InvalidRecordException;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogRecord;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topic {@code rules} to what one origin says. Rules of other origins are left alone. Not safe for use by many threads.
 */
public final class RulePublisher implements RulePublication {
    private static final Logger LOG = LoggerFactory.getLogger(RulePublisher.class);

    private final KafkaSettings settings;
    private final TopicLayout layout;
    private final LogPublisher publisher;
    private final String origin;

    /**
     * Composes a publisher.
     *
     * @param origin in whose name it speaks, such as {@code manifests}
     */
    public RulePublisher(KafkaSettings settings, TopicLayout layout, LogPublisher publisher, String origin) {
        this.settings = settings;
        this.layout = layout;
        this.publisher = publisher;
        this.origin = origin;
    }

    /** A rule as it stands in the log. */
    private record Standing(PublishedRule rule, int partition) {}

    /**
     * Makes the log say what is given: new and changed rules are written under their next generation, those of this origin that
     * are not given any more are removed. Blocks until that is durable.
     *
     * @param invalid rules that cannot come into force; what stands of them stays, and their status says why
     * @throws LogUnavailableException where the log does not answer; nothing was removed unless all of the log was read, and
     *     trying again is safe
     */
    @Override
    public void publish(List<Rule> rules, List<InvalidRule> invalid) {
        Map<String, Standing> standing = standing();
        List<CompletableFuture<?>> written = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (Rule rule : rules) {
            wanted.add(rule.uid());
            write(rule, standing.get(rule.uid()), written);
        }
        for (InvalidRule rule : invalid) {
            if (wanted.add(rule.uid()) && !standing.containsKey(rule.uid())) {
                int partition = layout.partition(Topic.RULES, rule.group());
                written.add(publisher.publish(
                        Topic.RULE_STATUS, partition, rule.uid(), RuleStatusRecords.write(status(rule)), Map.of()));
            }
        }
        standing.forEach((uid, known) -> {
            if (!wanted.contains(uid) && known.rule().origin().equals(origin)) {
                LOG.info("rule={} is removed", uid);
                written.add(publisher.publish(Topic.RULES, known.partition(), uid, null, Map.of()));
            }
        });
        await(written);
    }

    private void write(Rule rule, @Nullable Standing known, List<CompletableFuture<?>> written) {
        int partition = layout.partition(Topic.RULES, rule.schedule().group());
        boolean moved = known != null && known.partition() != partition;
        if (known != null && !moved && known.rule().rule().equals(rule)) {
            return;
        }
        if (known != null && !known.rule().origin().equals(origin)) {
            LOG.warn(
                    "rule={} belongs to {} and stays as it is",
                    rule.uid(),
                    known.rule().origin());
            return;
        }
        long generation = known == null ? 1 : known.rule().generation() + 1;
        byte[] value = RuleRecords.write(new PublishedRule(rule, generation, origin));
        written.add(publisher.publish(Topic.RULES, partition, rule.uid(), value, Map.of()));
        if (moved) {
            written.add(publisher.publish(Topic.RULES, known.partition(), rule.uid(), null, Map.of()));
        }
    }

    private static RuleStatus status(InvalidRule rule) {
        return new RuleStatus(
                rule.uid(),
                0,
                "",
                RuleStatus.State.Invalid,
                0,
                0,
                DataState.MISSING,
                rule.errors().getFirst().toString(),
                rule.errors().getFirst().line(),
                rule.errors().getFirst().column(),
                "",
                0,
                0,
                0,
                0);
    }

    private Map<String, Standing> standing() {
        Map<String, Standing> standing = new HashMap<>();
        try (PositionedReader reader =
                new PositionedReader(settings, "rule-publisher-" + origin, Topic.RULES, layout, true)) {
            reader.seekToTime(0);
            while (!reader.caughtUp()) {
                for (LogRecord record : reader.poll(Duration.ofMillis(200))) {
                    take(record, standing);
                }
            }
        }
        return standing;
    }

    private static void take(LogRecord record, Map<String, Standing> standing) {
        byte[] value = record.value();
        if (value == null) {
            Standing known = standing.get(record.key());
            if (known != null && known.partition() == record.partition()) {
                standing.remove(record.key());
            }
            return;
        }
        try {
            standing.put(record.key(), new Standing(RuleRecords.read(value), record.partition()));
        } catch (InvalidRecordException e) {
            LOG.warn("rule={} in the log is passed over: {}", record.key(), e.getMessage());
        }
    }

    private static void await(List<CompletableFuture<?>> written) {
        try {
            CompletableFuture.allOf(written.toArray(new CompletableFuture<?>[0]))
                    .join();
        } catch (CompletionException e) {
            throw new LogUnavailableException("rules are not written: " + e.getMessage(), e);
        }
    }
}
