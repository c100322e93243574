package dev.bellwether.agent.main;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.schedule.CollectionJob;
import dev.bellwether.agent.schedule.CollectionScheduler;
import dev.bellwether.agent.schedule.CollectorGroup;
import dev.bellwether.agent.schedule.CollectorStatus;
import dev.bellwether.agent.schedule.Rhythm;
import dev.bellwether.agent.schedule.ScrapeJob;
import dev.bellwether.agent.schedule.Timeline;
import dev.bellwether.agent.scrape.target.ScrapeTarget;
import dev.bellwether.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is collected under one configuration. A reload makes a new set that takes over from the one before: what
 * goes on keeps its series and ticks, what has gone gets stale markers. For one thread at a time.
 */
public final class CollectionSet {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Timeline timeline;
    private final BatchQueue queue;
    private final CollectionScheduler scheduler;
    private final Map<SourceKey, CollectorAssembly> assemblies = new HashMap<>();
    private final List<PlannedGroup> groups = new ArrayList<>();
    private final Map<ScrapeTarget, ScrapeJob> scrapes = new LinkedHashMap<>();

    /**
     * A collector with how it is collected.
     *
     * @param collector reads
     * @param targetLabels labels of what it reads, with {@code job} and {@code instance}
     * @param interval from tick to tick
     * @param deadline how long one collection may take
     */
    public record Source(Collector collector, Labels targetLabels, Duration interval, Duration deadline) {}

    /** One collector of one target. */
    private record SourceKey(Labels targetLabels, String collector) {}

    private record GroupKey(Labels targetLabels, Duration interval) {}

    private record PlannedGroup(GroupKey key, CollectorGroup group, Map<String, Rhythm> rhythms) {}

    private CollectionSet(Timeline timeline, BatchQueue queue) {
        this.timeline = timeline;
        this.queue = queue;
        this.scheduler = new CollectionScheduler(timeline);
    }

    /** The labels of what a collector of a machine sees; the configured ones win. */
    public static Labels targetLabels(String agentId, String job, Labels configured) {
        Labels.Builder labels =
                Labels.builder().set("job", job).set("instance", agentId).set("node", agentId);
        configured.forEach(labels::set);
        return labels.build();
    }

    /**
     * Begins to collect.
     *
     * @param before the set that this one takes over from, or null; it has been stopped
     */
    public static CollectionSet start(
            String agentId,
            List<Source> sources,
            List<ScrapeTarget> targets,
            Timeline timeline,
            BatchQueue queue,
            @Nullable CollectionSet before) {
        CollectionSet set = new CollectionSet(timeline, queue);
        Map<GroupKey, List<Source>> byGroup = new LinkedHashMap<>();
        for (Source source : sources) {
            byGroup.computeIfAbsent(new GroupKey(source.targetLabels(), source.interval()), absent -> new ArrayList<>())
                    .add(source);
        }
        byGroup.forEach((key, members) -> set.addGroup(agentId, key, members, isShortest(key, byGroup), before));
        for (ScrapeTarget target : targets) {
            ScrapeJob known = before == null ? null : before.scrapes.get(target);
            set.scrapes.put(target, known == null ? new ScrapeJob(target, queue) : known);
        }
        if (before != null) {
            set.endWhatIsGone(before);
        }
        set.begin(agentId, before);
        return set;
    }

    /** The group with the shortest interval tells {@code up} of its target. */
    private static boolean isShortest(GroupKey key, Map<GroupKey, List<Source>> byGroup) {
        return byGroup.keySet().stream()
                .filter(other -> other.targetLabels().equals(key.targetLabels()))
                .allMatch(other -> key.interval().compareTo(other.interval()) <= 0);
    }

    private void addGroup(
            String agentId, GroupKey key, List<Source> members, boolean withUp, @Nullable CollectionSet before) {
        Map<Collector, CollectorAssembly> collectors = new LinkedHashMap<>();
        Map<String, Rhythm> rhythms = new HashMap<>();
        for (Source member : members) {
            String name = member.collector().name();
            SourceKey source = new SourceKey(key.targetLabels(), name);
            CollectorAssembly known = before == null ? null : before.assemblies.get(source);
            CollectorAssembly assembly = known == null ? new CollectorAssembly() : known;
            assemblies.put(source, assembly);
            collectors.put(member.collector(), assembly);
            rhythms.put(name, Rhythm.ofCollector(agentId, name, member.interval(), member.deadline()));
        }
        groups.add(new PlannedGroup(
                key, new CollectorGroup(timeline, queue, key.targetLabels(), collectors, withUp), rhythms));
    }

    private void endWhatIsGone(CollectionSet before) {
        long now = timeline.wallMillis();
        before.assemblies.forEach((source, assembly) -> {
            if (!assemblies.containsKey(source)) {
                queue.add(source.targetLabels(), assembly.fail(now));
            }
        });
        for (PlannedGroup old : before.groups) {
            old.group().endAllBut(now, namesOf(old.key()));
        }
        before.scrapes.forEach((target, job) -> {
            if (!scrapes.containsKey(target)) {
                job.end(now);
            }
        });
        queue.flush();
    }

    /** The collectors of this set under the labels of an earlier group. */
    private List<String> namesOf(GroupKey earlier) {
        return groups.stream()
                .filter(group -> group.key().targetLabels().equals(earlier.targetLabels()))
                .flatMap(group -> group.rhythms().keySet().stream())
                .toList();
    }

    private void begin(String agentId, @Nullable CollectionSet before) {
        long now = timeline.wallMillis();
        for (PlannedGroup group : groups) {
            for (CollectionJob job : group.group().jobs()) {
                start(job, Objects.requireNonNull(group.rhythms().get(job.name())), now, before);
            }
        }
        for (ScrapeJob job : scrapes.values()) {
            Duration interval = job.target().interval();
            start(job, Rhythm.ofTarget(agentId, job.name(), interval, interval), now, before);
        }
    }

    private void start(CollectionJob job, Rhythm rhythm, long now, @Nullable CollectionSet before) {
        scheduler.start(job, rhythm, now, before == null ? 0 : before.scheduler.lastTickMillis(job.name()));
    }

    /** Plans nothing more, waits for what runs, and hands over what it saw. */
    public void stop() throws InterruptedException {
        scheduler.stop(DRAIN);
        queue.flush();
    }

    /** Ends the connections to targets, after {@link #stop} and when no other set takes over. */
    public void close() {
        scrapes.values().forEach(ScrapeJob::close);
    }

    /** How each collector did last. */
    public List<CollectorStatus> collectors() {
        List<CollectorStatus> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.group().status()));
        return all;
    }

    /** How each target did last. */
    public List<CollectorStatus> targets() {
        return scrapes.values().stream().map(ScrapeJob::status).toList();
    }
}
