package dev.bellwether.agent.scrape;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.ArrayList;
import java.util.List;

/** The series that Prometheus adds to every scrape. */
final class ScrapeReport {
    private static final List<SeriesDescriptor> SERIES = List.of(
            gauge("up", "", "1 where the last scrape of the target succeeded, else 0."),
            gauge("scrape_duration_seconds", "seconds", "How long the scrape took."),
            gauge("scrape_samples_scraped", "", "How many samples the target exposed."),
            gauge("scrape_samples_post_metric_relabeling", "", "How many samples were left after metric relabelling."),
            gauge("scrape_series_added", "", "About how many series were new in this scrape."));

    private ScrapeReport() {}

    private static SeriesDescriptor gauge(String name, String unit, String help) {
        return new SeriesDescriptor(
                Labels.of(Labels.METRIC_NAME, name), new MetricMetadata(MetricType.GAUGE, unit, help));
    }

    static List<ScrapedSample> of(
            long timestampMillis, boolean up, double durationSeconds, int scraped, int kept, int added) {
        return samples(timestampMillis, up ? 1 : 0, durationSeconds, scraped, kept, added);
    }

    /** The end of all these series. */
    static List<ScrapedSample> stale(long timestampMillis) {
        double stale = SpecialValues.STALE;
        return samples(timestampMillis, stale, stale, stale, stale, stale);
    }

    private static List<ScrapedSample> samples(long timestampMillis, double... values) {
        List<ScrapedSample> samples = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            samples.add(new ScrapedSample(SERIES.get(i), values[i], null, timestampMillis, false));
        }
        return samples;
    }
}
