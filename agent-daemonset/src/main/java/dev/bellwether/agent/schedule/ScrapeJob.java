package dev.bellwether.agent.schedule;

import dev.bellwether.agent.assemble.BatchQueue;
import dev.bellwether.agent.assemble.FixedSeries;
import dev.bellwether.agent.assemble.ScrapeAssembly;
import dev.bellwether.agent.scrape.ScrapeResult;
import dev.bellwether.agent.scrape.Scraper;
import dev.bellwether.agent.scrape.target.ScrapeTarget;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one target at its ticks; each scrape leaves in a batch of its own. Lives as long as the target is configured,
 * across reloads.
 */
public final class ScrapeJob implements CollectionJob {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeJob.class);
    private static final FixedSeries UP = new FixedSeries(List.of(
            new SeriesDescriptor(Labels.of(Labels.METRIC_NAME, "up"), new MetricMetadata(MetricType.GAUGE, "", ""))));

    private final Scraper scraper;
    private final BatchQueue queue;
    private final ScrapeAssembly assembly = new ScrapeAssembly();
    private volatile @Nullable ScrapeResult last;
    private volatile CollectorStatus status;

    public ScrapeJob(ScrapeTarget target, BatchQueue queue) {
        this.scraper = new Scraper(target);
        this.queue = queue;
        this.status = CollectorStatus.none(target.labels().getOrEmpty("job") + " " + target.url());
    }

    public ScrapeTarget target() {
        return scraper.target();
    }

    public CollectorStatus status() {
        return status;
    }

    @Override
    public String name() {
        return target().labels() + " " + target().url();
    }

    @Override
    public void collect(long tickMillis) {
        last = null;
        last = scraper.scrape(Instant.ofEpochMilli(tickMillis));
    }

    private void hand(ScrapeResult result) {
        assembly.assemble(result, (labels, sections) -> {
            queue.add(labels, sections);
            queue.flush(labels);
        });
    }

    @Override
    public void finished(long tickMillis, Duration took, @Nullable Throwable failure) {
        ScrapeResult result = last;
        String error = "";
        if (failure != null) {
            // The scraper bounds itself by the target's timeout; this one hangs where it cannot.
            error = String.valueOf(failure.getMessage());
            List<DraftSection> down = UP.frames(tickMillis, new double[] {0});
            queue.add(target().labels(), down);
        } else if (result != null) {
            hand(result);
            error = result.error() == null ? "" : result.error();
        }
        CollectorStatus before = status;
        if (!error.isEmpty() && !error.equals(before.error())) {
            LOG.atWarn().addKeyValue("target", before.name()).log("the scrape fails: {}", error);
        } else if (error.isEmpty() && !before.error().isEmpty()) {
            LOG.atInfo().addKeyValue("target", before.name()).log("the scrape works again");
        }
        status = before.next(tickMillis, took.toNanos() / 1e9, error);
    }

    /** Ends every series of the target and its connection; to be called when the job runs no more. */
    public void end(long tickMillis) {
        hand(scraper.end(Instant.ofEpochMilli(tickMillis)));
        close();
    }

    /** Ends the connection; the series stay as they are. */
    public void close() {
        try {
            scraper.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("target", status.name()).log("the connection did not close: {}", e.getMessage());
        }
    }
}
