package dev.bellwether.alerting.stream;

import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.stream.RuleWriter.ForeignRuleException;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.LogUnavailableException;
import dev.bellwether.stream.PositionedReader;
import dev.bellwether.stream.TopicLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topic {@code rules} to what one origin says. Rules of other origins are left alone. Not safe for use by many threads.
 */
public final class RulePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(RulePublisher.class);

    private final KafkaSettings settings;
    private final TopicLayout layout;
    private final String origin;
    private final StandingRules standing = new StandingRules();
    private final RuleWriter writer;

    /**
     * Composes a publisher.
     *
     * @param origin in whose name it speaks, such as {@code manifests}
     */
    public RulePublisher(KafkaSettings settings, TopicLayout layout, LogPublisher publisher, String origin) {
        this.settings = settings;
        this.layout = layout;
        this.origin = origin;
        this.writer = new RuleWriter(standing, layout, publisher, origin);
    }

    /**
     * Makes the log say what is given: new and changed rules are written under their next generation, those of this origin that
     * are not given any more are removed. Blocks until that is durable.
     *
     * @param invalid rules that cannot come into force; what stands of them stays, and their status says why
     * @throws LogUnavailableException where the log does not answer; nothing was removed unless all of the log was read, and
     *     trying again is safe
     */
    public void publish(List<Rule> rules, List<InvalidRule> invalid) {
        read();
        List<CompletableFuture<?>> written = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (Rule rule : rules) {
            wanted.add(rule.uid());
            try {
                written.add(writer.put(rule).durable());
            } catch (ForeignRuleException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
        for (InvalidRule rule : invalid) {
            if (wanted.add(rule.uid())) {
                ManifestError error = rule.errors().getFirst();
                written.add(
                        writer.tellInvalid(rule.uid(), rule.group(), error.toString(), error.line(), error.column()));
            }
        }
        for (String uid : writer.uids()) {
            if (!wanted.contains(uid)) {
                written.add(writer.remove(uid));
            }
        }
        await(written);
    }

    private void read() {
        standing.clear();
        try (PositionedReader reader =
                new PositionedReader(settings, "rule-publisher-" + origin, Topic.RULES, layout, true)) {
            reader.seekToTime(0);
            while (!reader.caughtUp()) {
                reader.poll(Duration.ofMillis(10)).forEach(standing::accept);
            }
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
