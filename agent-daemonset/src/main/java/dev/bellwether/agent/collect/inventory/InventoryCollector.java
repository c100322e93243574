package dev.bellwether.agent.collect.inventory;

import dev.bellwether.agent.collect.Collector;
import dev.bellwether.agent.collect.HostPaths;
import dev.bellwether.agent.collect.SampleSink;
import dev.bellwether.agent.scrape.exposition.ExpositionParser;
import dev.bellwether.agent.scrape.text.TextDialect;
import dev.bellwether.agent.scrape.text.TextExpositionParser;
import dev.bellwether.model.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The hardware of the machine. Shown at each collection, so that queries find it, but read only now and then, in a process
 * of its own.
 */
public final class InventoryCollector implements Collector {
    /** Gets the inventory in the exposition format; may block. */
    @FunctionalInterface
    interface Source {
        String read() throws IOException, InterruptedException;
    }

    private record Sample(String family, MetricType type, String help, double value, String[] labels) {}

    private final Source source;
    private final long refreshNanos;
    private final LongSupplier nanoTicker;
    private List<Sample> samples = List.of();
    private boolean read;
    private long readNanos;

    /** A collector that reads the hardware again when the last reading is older than {@code refresh}. */
    public InventoryCollector(HostPaths paths, Duration refresh, Duration timeout) {
        this(new InventoryProcess(paths, timeout)::run, refresh, System::nanoTime);
    }

    InventoryCollector(Source source, Duration refresh, LongSupplier nanoTicker) {
        this.source = source;
        this.refreshNanos = refresh.toNanos();
        this.nanoTicker = nanoTicker;
    }

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public void collect(SampleSink sink) throws IOException, InterruptedException {
        long now = nanoTicker.getAsLong();
        if (!read || now - readNanos >= refreshNanos) {
            read = true;
            readNanos = now;
            samples = parse(source.read());
        }
        String begun = "";
        for (Sample sample : samples) {
            if (!sample.family.equals(begun)) {
                sink.family(sample.family, sample.type, sample.help);
                begun = sample.family;
            }
            sink.sample(sample.value, sample.labels);
        }
    }

    private static List<Sample> parse(String text) throws IOException {
        ExpositionParser parser = new TextExpositionParser(TextDialect.PROMETHEUS);
        parser.begin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<Sample> parsed = new ArrayList<>();
        while (parser.next() == ExpositionParser.Entry.SAMPLE) {
            parsed.add(new Sample(
                    parser.metricName(),
                    parser.family().type(),
                    parser.family().help(),
                    parser.value(),
                    parser.labelPairs().toArray(String[]::new)));
        }
        return List.copyOf(parsed);
    }
}
