package dev.bellwether.alerting.stream;

import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.alerting.stream.StandingRules.Standing;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.model.alert.Rule;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.TopicLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rules of one origin into the topic {@code rules} under their next generation, and takes away none but those. A rule that
 * stands already as it is given is not written again. Safe for use by many threads.
 */
public final class RuleWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RuleWriter.class);

    private final StandingRules standing;
    private final TopicLayout layout;
    private final LogPublisher publisher;
    private final String origin;
    /** What was written and may not have come back yet; empty where it was removed. */
    private final Map<String, Optional<Standing>> written = new HashMap<>();
    /** Rules that were told to be invalid, with their partitions. */
    private final Map<String, Integer> told = new HashMap<>();

    /**
     * What became of a rule that was put.
     *
     * @param generation under which it stands, or will once {@code durable} completes
     * @param durable completes once the log has it; at once where it stood there already
     */
    public record Put(long generation, CompletableFuture<?> durable) {}

    /** A rule of the same uid has another origin. */
    public static final class ForeignRuleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignRuleException(String uid, String owner) {
            super("rule " + uid + " belongs to " + owner + " and stays as it is");
        }
    }

    /**
     * Prepares a writer.
     *
     * @param standing follows the topic, and has read it to its end before anything is put
     * @param origin in whose name it speaks, such as {@code kubernetes}
     */
    public RuleWriter(StandingRules standing, TopicLayout layout, LogPublisher publisher, String origin) {
        this.standing = standing;
        this.layout = layout;
        this.publisher = publisher;
        this.origin = origin;
    }

    /**
     * Puts a rule into force.
     *
     * @throws ForeignRuleException where the rule is somebody else's
     */
    public synchronized Put put(Rule rule) {
        Standing known = known(rule.uid()).orElse(null);
        int partition = layout.partition(Topic.RULES, rule.schedule().group());
        told.remove(rule.uid());
        if (known == null) {
            return write(new PublishedRule(rule, 1, origin), partition, List.of());
        }
        if (!known.rule().origin().equals(origin)) {
            throw new ForeignRuleException(rule.uid(), known.rule().origin());
        }
        boolean moved = known.partition() != partition;
        if (!moved && known.rule().rule().equals(rule)) {
            return new Put(known.rule().generation(), CompletableFuture.completedFuture(null));
        }
        return write(
                new PublishedRule(rule, known.rule().generation() + 1, origin),
                partition,
                moved ? List.of(known.partition()) : List.of());
    }

    private Put write(PublishedRule published, int partition, List<Integer> leaves) {
        String uid = published.rule().uid();
        Optional<Standing> next = Optional.of(new Standing(published, partition));
        written.put(uid, next);
        List<CompletableFuture<?>> records = new ArrayList<>();
        records.add(publisher.publish(Topic.RULES, partition, uid, RuleRecords.write(published), Map.of()));
        leaves.forEach(old -> records.add(publisher.publish(Topic.RULES, old, uid, null, Map.of())));
        return new Put(published.generation(), all(uid, next, records));
    }

    /**
     * Takes a rule of this origin away; does nothing where there is none.
     *
     * @return completes when that is durable
     */
    public synchronized CompletableFuture<?> remove(String uid) {
        List<CompletableFuture<?>> records = new ArrayList<>();
        Integer toldAt = told.remove(uid);
        if (toldAt != null) {
            records.add(publisher.publish(Topic.RULE_STATUS, toldAt, uid, null, Map.of()));
        }
        Standing known = known(uid).orElse(null);
        if (known != null && known.rule().origin().equals(origin)) {
            LOG.info("rule={} is removed", uid);
            written.put(uid, Optional.empty());
            records.add(publisher.publish(Topic.RULES, known.partition(), uid, null, Map.of()));
        }
        return all(uid, Optional.empty(), records);
    }

    /**
     * Says in {@code rule-status} that a rule is not in force as it is written; where an earlier generation stands, its own
     * status goes on.
     *
     * @param group the group that the rule would be in
     * @param line the error's line, from 1, 0 where it has no place; the column alike
     * @return completes when that is durable
     */
    public synchronized CompletableFuture<?> tellInvalid(String uid, String group, String error, int line, int column) {
        if (known(uid).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        int partition = layout.partition(Topic.RULE_STATUS, group);
        told.put(uid, partition);
        RuleStatus status = new RuleStatus(
                uid, 0, "", RuleStatus.State.Invalid, 0, 0, DataState.MISSING, error, line, column, "", 0, 0, 0, 0);
        return publisher.publish(Topic.RULE_STATUS, partition, uid, RuleStatusRecords.write(status), Map.of());
    }

    /** The uids of what stands, or was told to be invalid, in the name of this origin; sorted, a copy. */
    public synchronized List<String> uids() {
        TreeSet<String> uids = new TreeSet<>(told.keySet());
        uids.addAll(standing.of(origin).keySet());
        written.forEach((uid, rule) -> {
            if (rule.isPresent()) {
                uids.add(uid);
            } else if (!told.containsKey(uid)) {
                uids.remove(uid);
            }
        });
        return List.copyOf(uids);
    }

    private Optional<Standing> known(String uid) {
        Optional<Standing> now = standing.find(uid);
        Optional<Standing> mine = written.get(uid);
        if (mine == null) {
            return now;
        }
        boolean back = mine.equals(now)
                || mine.isPresent()
                        && now.isPresent()
                        && now.get().rule().generation() > mine.get().rule().generation();
        if (back) {
            written.remove(uid);
            return now;
        }
        return mine;
    }

    /** What was not taken must not be believed to stand. */
    private CompletableFuture<?> all(String uid, Optional<Standing> next, List<CompletableFuture<?>> records) {
        return CompletableFuture.allOf(records.toArray(new CompletableFuture<?>[0]))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        forget(uid, next);
                    }
                });
    }

    private synchronized void forget(String uid, Optional<Standing> next) {
        written.remove(uid, next);
    }
}
