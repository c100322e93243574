package dev.bellwether.agent.schedule;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.CollectorAssembly;
import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collectors of one target that share their ticks: what they see at one tick leaves in one batch, with the metrics that
 * tell how they did. One that is late leaves on its own. Safe for use by many threads.
 */
public final class CollectorGroup {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorGroup.class);

    /** How long after the first result the others are waited for. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Timeline timeline;
    private final BatchQueue queue;
    private final Labels targetLabels;
    private final List<Member> members = new ArrayList<>();
    private final GroupMetrics metrics;
    private long currentTick;
    private long previousTick;
    private int outstanding;
    private boolean lingerOver;

    /**
     * A group of collectors.
     *
     * @param collectors the collectors by what remembers their series: a new one, or one that went before
     * @param withUp whether this group tells {@code up} of the target: one group of each target does
     */
    public CollectorGroup(
            Timeline timeline,
            BatchQueue queue,
            Labels targetLabels,
            Map<Collector, CollectorAssembly> collectors,
            boolean withUp) {
        this.timeline = timeline;
        this.queue = queue;
        this.targetLabels = targetLabels;
        collectors.forEach((collector, assembly) -> members.add(new Member(members.size(), collector, assembly)));
        this.metrics =
                new GroupMetrics(members.stream().map(CollectionJob::name).toList(), withUp);
    }

    /** The jobs to be scheduled, all with the same interval and offset. */
    public List<CollectionJob> jobs() {
        return List.copyOf(members);
    }

    /** How each collector did last. */
    public synchronized List<CollectorStatus> status() {
        return members.stream().map(member -> member.status).toList();
    }

    /** Ends the metrics of the group itself; the collectors' series end with their assemblies. */
    public synchronized void end(long tickMillis) {
        queue.add(targetLabels, metrics.stale(tickMillis));
    }

    private synchronized boolean finished(Member member, long tick, Duration took, @Nullable Throwable failure) {
        boolean late = tick == previousTick && tick != currentTick;
        if (!late && tick != currentTick) {
            beginTick(tick);
        }
        List<DraftSection> sections;
        String error = failure == null ? "" : describe(failure);
        try {
            sections = failure == null ? member.assembly.commit(tick) : member.assembly.fail(tick);
        } catch (RuntimeException e) {
            error = describe(e);
            sections = member.assembly.fail(tick);
        }
        queue.add(targetLabels, sections);
        if (!error.isEmpty() && !error.equals(member.status.error())) {
            LOG.atWarn().addKeyValue("collector", member.name()).log("the collector fails: {}", error);
        } else if (error.isEmpty() && !member.status.error().isEmpty()) {
            LOG.atInfo().addKeyValue("collector", member.name()).log("the collector works again");
        }
        double seconds = took.toNanos() / 1e9;
        member.status = member.status.next(tick, seconds, error);
        int samples = 0;
        for (DraftSection section : sections) {
            samples += section.values().sampleCount();
        }
        if (late) {
            queue.add(targetLabels, metrics.lateResult(tick, member.index, seconds, error.isEmpty()));
            return true;
        }
        metrics.result(member.index, seconds, error.isEmpty(), samples);
        outstanding--;
        if (outstanding > 0 && !lingerOver) {
            return false;
        }
        queue.add(targetLabels, metrics.take(tick, outstanding == 0));
        return true;
    }

    private void beginTick(long tick) {
        previousTick = currentTick;
        currentTick = tick;
        outstanding = members.size();
        lingerOver = false;
        metrics.begin();
        timeline.after(LINGER, () -> lingerOver(tick));
    }

    private void lingerOver(long tick) {
        synchronized (this) {
            if (tick != currentTick || outstanding == 0 || lingerOver) {
                return;
            }
            lingerOver = true;
            queue.add(targetLabels, metrics.take(tick, false));
        }
        timeline.execute(queue::flush);
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** One collector. */
    private final class Member implements CollectionJob {
        private final int index;
        private final Collector collector;
        private final CollectorAssembly assembly;
        private CollectorStatus status;

        private Member(int index, Collector collector, CollectorAssembly assembly) {
            this.index = index;
            this.collector = collector;
            this.assembly = assembly;
            this.status = CollectorStatus.none(collector.name());
        }

        @Override
        public String name() {
            return collector.name();
        }

        @Override
        public void collect(long tickMillis) throws Exception {
            collector.collect(assembly.begin());
        }

        @Override
        public void finished(long tickMillis, Duration took, @Nullable Throwable failure) {
            if (CollectorGroup.this.finished(this, tickMillis, took, failure)) {
                timeline.execute(queue::flush);
            }
        }
    }
}
