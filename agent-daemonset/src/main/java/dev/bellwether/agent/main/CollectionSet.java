package dev.bellwether.agent.main;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.config.AgentConfig;
import dev.bellwether.agent.config.CollectorConfig;
import dev.bellwether.agent.page.AgentCollector;
import dev.bellwether.agent.schedule.CollectionJob;
import dev.bellwether.agent.schedule.CollectionScheduler;
import dev.bellwether.agent.schedule.CollectorGroup;
import dev.bellwether.agent.schedule.CollectorStatus;
import dev.bellwether.agent.schedule.Rhythm;
import dev.bellwether.agent.schedule.Timeline;
import dev.bellwether.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is collected under one configuration. A reload makes a new set that takes over from the one before: what
 * goes on keeps its series, what has gone gets stale markers.
 */
final class CollectionSet {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Timeline timeline;
    private final BatchQueue queue;
    private final CollectionScheduler scheduler;
    private final Map<SourceKey, CollectorAssembly> assemblies = new HashMap<>();
    private final List<PlannedGroup> groups = new ArrayList<>();

    /** One collector of one target. */
    private record SourceKey(Labels targetLabels, String collector) {}

    private record GroupKey(Labels targetLabels, Duration interval) {}

    private record PlannedGroup(GroupKey key, CollectorGroup group, Map<String, Rhythm> rhythms) {}

    private CollectionSet(Timeline timeline, BatchQueue queue) {
        this.timeline = timeline;
        this.queue = queue;
        this.scheduler = new CollectionScheduler(timeline);
    }

    /** A collector with how and as what it is collected. */
    record Source(Collector collector, String job, Duration interval, Duration deadline) {}

    /** The sources of a configuration, with the agent's own metrics. */
    static List<Source> sources(AgentConfig config, Collector ownMetrics) {
        List<Source> sources = new ArrayList<>();
        HostPaths paths = config.paths();
        for (CollectorConfig collector : config.enabledCollectors()) {
            sources.add(new Source(
                    collector.definition().create(paths, collector.settings()),
                    collector.definition().job(),
                    collector.interval(),
                    collector.deadline()));
        }
        sources.add(
                new Source(ownMetrics, AgentCollector.JOB, CollectorConfig.STANDARD_INTERVAL, Duration.ofSeconds(5)));
        return sources;
    }

    /** The labels of what a collector of this machine sees; the configuration's own win. */
    static Labels targetLabels(String agentId, String job, Labels configured) {
        Labels.Builder labels =
                Labels.builder().set("job", job).set("instance", agentId).set("node", agentId);
        configured.forEach(labels::set);
        return labels.build();
    }

    /**
     * Begins to collect.
     *
     * @param before the set that this one takes over from; it has been stopped
     */
    static CollectionSet start(
            String agentId,
            Labels configuredLabels,
            List<Source> sources,
            Timeline timeline,
            BatchQueue queue,
            @Nullable CollectionSet before) {
        CollectionSet set = new CollectionSet(timeline, queue);
        Map<GroupKey, List<Source>> byGroup = new LinkedHashMap<>();
        for (Source source : sources) {
            Labels labels = targetLabels(agentId, source.job(), configuredLabels);
            byGroup.computeIfAbsent(new GroupKey(labels, source.interval()), absent -> new ArrayList<>())
                    .add(source);
        }
        byGroup.forEach((key, members) -> set.addGroup(agentId, key, members, isShortest(key, byGroup), before));
        if (before != null) {
            set.endWhatIsGone(before);
        }
        set.begin(before);
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
            SourceKey source =
                    new SourceKey(key.targetLabels(), member.collector().name());
            CollectorAssembly known = before == null ? null : before.assemblies.get(source);
            CollectorAssembly assembly = known == null ? new CollectorAssembly() : known;
            assemblies.put(source, assembly);
            collectors.put(member.collector(), assembly);
            rhythms.put(
                    member.collector().name(),
                    Rhythm.ofCollector(agentId, member.collector().name(), member.interval(), member.deadline()));
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
            // Metrics of the group itself go on where every one of its collectors does.
            boolean goesOn = groups.stream()
                    .anyMatch(group -> group.key().equals(old.key())
                            && group.rhythms()
                                    .keySet()
                                    .containsAll(old.rhythms().keySet()));
            if (!goesOn) {
                old.group().end(now);
            }
        }
        queue.flush();
    }

    private void begin(@Nullable CollectionSet before) {
        long now = timeline.wallMillis();
        for (PlannedGroup group : groups) {
            for (CollectionJob job : group.group().jobs()) {
                Rhythm rhythm = java.util.Objects.requireNonNull(group.rhythms().get(job.name()));
                long last = before == null ? 0 : before.scheduler.lastTickMillis(job.name());
                scheduler.start(job, rhythm, now, last);
            }
        }
    }

    /** Plans nothing more, waits for what runs, and hands over what it saw. */
    void stop() throws InterruptedException {
        scheduler.stop(DRAIN);
        queue.flush();
    }

    List<CollectorStatus> collectors() {
        List<CollectorStatus> all = new ArrayList<>();
        groups.forEach(group -> all.addAll(group.group().status()));
        return all;
    }
}
