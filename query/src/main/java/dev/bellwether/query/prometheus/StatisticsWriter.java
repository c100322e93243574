package dev.bellwether.query.prometheus;

import dev.bellwether.query.execution.QueryStatistics;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;

/** Writes a query's statistics in Prometheus's form. */
final class StatisticsWriter {
    private StatisticsWriter() {}

    static void write(QueryStatistics statistics, JsonWriter json) throws IOException {
        json.beginObject().name("timings").beginObject();
        json.name("evalTotalTime").value(seconds(statistics.evaluation()));
        json.name("execQueueTime").value(seconds(statistics.queue()));
        json.name("execTotalTime").value(seconds(statistics.queue().plus(statistics.evaluation())));
        json.endObject().name("samples").beginObject();
        json.name("totalQueryableSamples").value(statistics.samplesRead());
        json.endObject().endObject();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
