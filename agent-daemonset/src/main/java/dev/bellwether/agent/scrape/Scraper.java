package dev.bellwether.agent.scrape;

import dev.bellwether.agent.scrape.exposition.ExpositionException;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.exposition.ExpositionParser.Entry;
import dev.bellwether.agent.scrape.http.HttpAnswer;
import dev.bellwether.agent.scrape.http.ScrapeClient;
import dev.bellwether.agent.scrape.settings.ScrapeConfig;
import dev.bellwether.agent.scrape.settings.ScrapeProtocol;
import dev.bellwether.agent.scrape.target.ScrapeTarget;
import dev.bellwether.model.Labels;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Scrapes one target again and again. Keeps its connection and what it knows of its series in between, so one scraper
 * belongs to one target for as long as that exists.
 *
 * <p>{@link #scrape} blocks for at most the target's timeout (and the system's, for looking up a name), on one thread at a
 * time; {@link #close} may be called by any thread and ends a scrape under way.
 */
public final class Scraper implements AutoCloseable {
    private static final NativeHistogram STALE_HISTOGRAM = new NativeHistogram(
            NativeHistogram.CounterResetHint.UNKNOWN,
            0,
            0,
            0,
            0,
            SpecialValues.STALE,
            new int[0],
            new double[0],
            new int[0],
            new double[0],
            new double[0]);

    private final ScrapeTarget target;
    private final ScrapeConfig config;
    private final LongSupplier nanoTime;
    private final ScrapeClient client;
    private final Parsers parsers;
    private final SeriesCache cache;
    private final String accept;
    private Pass pass = new Pass(0, 0);

    /** The samples of one scrape while they are collected. */
    private static final class Pass {
        private final long timestampMillis;
        private final List<ScrapedSample> samples;
        private final List<ScrapedSample> complete = new ArrayList<>();
        private int scraped;
        private int kept;
        private int duplicates;

        private Pass(long timestampMillis, int expected) {
            this.timestampMillis = timestampMillis;
            this.samples = new ArrayList<>(expected);
        }
    }

    public Scraper(ScrapeTarget target) {
        this(target, System::nanoTime);
    }

    /** A scraper with a clock of its own, as {@link System#nanoTime}. */
    public Scraper(ScrapeTarget target, LongSupplier nanoTime) {
        this.target = target;
        this.config = target.config();
        this.nanoTime = nanoTime;
        this.client = new ScrapeClient(config.http(), nanoTime);
        this.parsers = new Parsers(config.classicHistograms());
        this.cache = new SeriesCache(new SeriesLabels(target));
        this.accept = ScrapeProtocol.acceptHeader(config.protocols());
    }

    public ScrapeTarget target() {
        return target;
    }

    /**
     * Scrapes once. Never throws for what the target does: a failed scrape is a result too, with {@code up} 0 and the end
     * of every series.
     *
     * @param tick the time of samples that have none of their own
     */
    public ScrapeResult scrape(Instant tick) {
        long start = nanoTime.getAsLong();
        Pass current = new Pass(tick.toEpochMilli(), pass.samples.size());
        pass = current;
        cache.beginPass();
        String error = target.refusal();
        if (error == null) {
            error = collect(current);
        }
        if (error == null) {
            cache.endPass(this::addStale);
        } else {
            current.samples.clear();
            current.complete.clear();
            cache.endAll(this::addStale);
        }
        Duration duration = Duration.ofNanos(nanoTime.getAsLong() - start);
        List<ScrapedSample> report = ScrapeReport.of(
                current.timestampMillis,
                error == null,
                duration.toNanos() / 1e9,
                current.scraped,
                current.kept,
                error == null ? cache.added() : 0);
        return result(tick, current, report, duration, error);
    }

    /** Ends every series, for a target that is scraped no more. Blocks on nothing; {@link #close} is still to be called. */
    public ScrapeResult end(Instant tick) {
        Pass current = new Pass(tick.toEpochMilli(), 0);
        pass = current;
        cache.endAll(this::addStale);
        return result(tick, current, ScrapeReport.stale(current.timestampMillis), Duration.ZERO, null);
    }

    private @Nullable String collect(Pass current) {
        try (HttpAnswer answer = client.get(
                target.url(), accept, target.timeout(), config.limits().bodyBytes())) {
            ScrapeProtocol protocol =
                    ScrapeProtocol.ofContentType(answer.contentType()).orElse(config.fallbackProtocol());
            ExpositionParser parser = parsers.of(protocol);
            parser.begin(answer.body());
            for (Entry entry = parser.next(); entry != Entry.END; entry = parser.next()) {
                add(current, parser, entry);
            }
            return null;
        } catch (IOException | IllegalStateException e) {
            return describe(e);
        }
    }

    private static String describe(Exception e) {
        String message = e.getMessage();
        boolean ownWords = e instanceof ExpositionException || e.getClass() == IOException.class;
        return message == null
                ? e.getClass().getSimpleName()
                : ownWords ? message : message + " (" + e.getClass().getSimpleName() + ")";
    }

    private void add(Pass current, ExpositionParser parser, Entry entry) throws ExpositionException {
        current.scraped++;
        SeriesCache.Series series = cache.find(parser);
        if (series == null) {
            return;
        }
        current.kept++;
        long limit = config.limits().samples();
        if (limit > 0 && current.kept > limit) {
            throw new ExpositionException(
                    "sample_limit: the target exposes more than " + limit + " samples after metric relabelling");
        }
        boolean ownTime = config.honorTimestamps() && parser.hasTimestamp();
        boolean histogram = entry == Entry.HISTOGRAM;
        if (!cache.note(series, ownTime, !ownTime || config.trackTimestampsStaleness(), histogram)) {
            current.duplicates++;
            return;
        }
        long time = ownTime ? parser.timestampMillis() : current.timestampMillis;
        double value = histogram ? 0 : withoutReserved(parser.value());
        NativeHistogram histogramValue = histogram ? parser.histogram() : null;
        list(current, series).add(new ScrapedSample(series.descriptor(), value, histogramValue, time, ownTime));
    }

    /** Keeps every NaN but the stale marker from meaning more than "not a number". */
    private static double withoutReserved(double value) {
        return Double.isNaN(value) && !SpecialValues.isStale(value) ? Double.NaN : value;
    }

    private void addStale(SeriesCache.Series series) {
        NativeHistogram histogram = series.isHistogram() ? STALE_HISTOGRAM : null;
        list(pass, series)
                .add(new ScrapedSample(
                        series.descriptor(), SpecialValues.STALE, histogram, pass.timestampMillis, false));
    }

    private static List<ScrapedSample> list(Pass current, SeriesCache.Series series) {
        return series.isComplete() ? current.complete : current.samples;
    }

    private ScrapeResult result(
            Instant tick, Pass current, List<ScrapedSample> report, Duration duration, @Nullable String error) {
        List<ScrapeGroup> groups = new ArrayList<>(3);
        if (!current.samples.isEmpty()) {
            groups.add(new ScrapeGroup(ScrapeGroup.Kind.SAMPLES, target.labels(), current.samples));
        }
        if (!current.complete.isEmpty()) {
            groups.add(new ScrapeGroup(ScrapeGroup.Kind.COMPLETE, Labels.EMPTY, current.complete));
        }
        groups.add(new ScrapeGroup(ScrapeGroup.Kind.REPORT, target.labels(), report));
        return new ScrapeResult(target, tick, groups, duration, error, current.duplicates);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
