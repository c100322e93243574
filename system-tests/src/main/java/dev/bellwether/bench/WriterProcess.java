package dev.bellwether.bench;

import dev.bellwether.ingest.writer.Writer;
import dev.bellwether.ingest.writer.WriterConfig;
import dev.bellwether.storage.timescale.StorageConfig;
import dev.bellwether.storage.timescale.TimescaleStorage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The writer in a process of its own. */
final class WriterProcess {
    private WriterProcess() {}

    /**
     * Arguments: the broker's address, the database's URL, user and password. Greets with the dialect; {@code start} lets
     * it read, {@code status} tells {@link WriterStatus}.
     */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new LastMinute());
        StorageConfig storageConfig =
                StorageConfig.of(arguments[1], arguments[2], () -> arguments.length > 3 ? arguments[3] : "");
        try (TimescaleStorage storage = TimescaleStorage.open(storageConfig, clock);
                LogClients log = LogClients.open(arguments[0]);
                Writer writer = new Writer(
                        WriterConfig.DEFAULT,
                        log.kafka(),
                        log.publisher(),
                        log.blocks(),
                        storage::newWriter,
                        registry,
                        clock)) {
            Commands.serve(storage.dialect().name(), words -> {
                if (words[0].equals("start")) {
                    writer.start();
                    return "ok";
                }
                return status(writer, registry).line();
            });
        }
        System.exit(0);
    }

    private static WriterStatus status(Writer writer, PrometheusMeterRegistry registry) throws IOException {
        if (writer.failure().isPresent()) {
            throw new IOException(writer.failure().get());
        }
        DistributionSummary flushes =
                registry.get("bellwether.writer.flush.rows").summary();
        Timer visible = registry.get("bellwether.writer.visible").timer();
        double worst = 0;
        double median = 0;
        for (ValueAtPercentile value : visible.takeSnapshot().percentileValues()) {
            if (value.percentile() == 0.99) {
                worst = value.value(TimeUnit.SECONDS);
            } else {
                median = value.value(TimeUnit.SECONDS);
            }
        }
        return new WriterStatus(
                (long) registry.get("bellwether.writer.samples").counter().count(),
                (long) registry.get("bellwether.writer.lag.records").gauge().value(),
                flushes.count(),
                median,
                worst);
    }

    /** Percentiles over the last minute, not over the last two. */
    private static final class LastMinute implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder()
                    .expiry(Duration.ofSeconds(60))
                    .bufferLength(6)
                    .build()
                    .merge(config);
        }
    }
}
