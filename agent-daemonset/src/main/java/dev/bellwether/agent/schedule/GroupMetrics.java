package dev.bellwether.agent.schedule;

import dev.bellwether.agent.assemble.FixedSeries;
import dev.bellwether.agent.wal.DraftSection;
import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a group tells of its collectors: node_exporter's two metrics for each, and for the whole target Prometheus's {@code
 * up}, {@code scrape_duration_seconds} and {@code scrape_samples_scraped}. Guarded by its group.
 */
final class GroupMetrics {
    private static final MetricMetadata DURATION =
            new MetricMetadata(MetricType.GAUGE, "", "node_exporter: Duration of a collector scrape.");
    private static final MetricMetadata SUCCESS =
            new MetricMetadata(MetricType.GAUGE, "", "node_exporter: Whether a collector succeeded.");
    private static final MetricMetadata GAUGE = new MetricMetadata(MetricType.GAUGE, "", "");

    private final FixedSeries series;
    private final double[] values;
    private final int collectors;
    private final boolean withUp;
    private boolean anySuccess;
    private double longest;
    private double samples;

    GroupMetrics(List<String> collectorNames, boolean withUp) {
        this.collectors = collectorNames.size();
        this.withUp = withUp;
        List<SeriesDescriptor> descriptors = new ArrayList<>();
        for (String name : collectorNames) {
            descriptors.add(of("node_scrape_collector_duration_seconds", name, DURATION));
        }
        for (String name : collectorNames) {
            descriptors.add(of("node_scrape_collector_success", name, SUCCESS));
        }
        if (withUp) {
            for (String name : List.of("up", "scrape_duration_seconds", "scrape_samples_scraped")) {
                descriptors.add(new SeriesDescriptor(Labels.of(Labels.METRIC_NAME, name), GAUGE));
            }
        }
        this.series = new FixedSeries(descriptors);
        this.values = new double[descriptors.size()];
        begin();
    }

    private static SeriesDescriptor of(String metric, String collector, MetricMetadata metadata) {
        return new SeriesDescriptor(Labels.of(Labels.METRIC_NAME, metric, "collector", collector), metadata);
    }

    void begin() {
        Arrays.fill(values, SpecialValues.ABSENT);
        anySuccess = false;
        longest = 0;
        samples = 0;
    }

    void result(int collector, double seconds, boolean success, int sampleCount) {
        values[collector] = seconds;
        values[collectors + collector] = success ? 1 : 0;
        anySuccess |= success;
        longest = Math.max(longest, seconds);
        samples += success ? sampleCount : 0;
    }

    /** The two metrics of a collector that was not done when the next tick began. */
    List<DraftSection> lateResult(long tickMillis, int collector, double seconds, boolean success) {
        double[] late = new double[values.length];
        Arrays.fill(late, SpecialValues.ABSENT);
        late[collector] = seconds;
        late[collectors + collector] = success ? 1 : 0;
        return series.frames(tickMillis, late);
    }

    /** What has not been taken yet; the target's own metrics come with the last result. */
    List<DraftSection> take(long tickMillis, boolean last) {
        if (last && withUp) {
            values[2 * collectors] = anySuccess ? 1 : 0;
            values[2 * collectors + 1] = longest;
            values[2 * collectors + 2] = samples;
        }
        List<DraftSection> sections = series.frames(tickMillis, values);
        Arrays.fill(values, SpecialValues.ABSENT);
        return sections;
    }

    List<DraftSection> stale(long tickMillis) {
        double[] markers = new double[values.length];
        Arrays.fill(markers, SpecialValues.STALE);
        return series.frames(tickMillis, markers);
    }
}
