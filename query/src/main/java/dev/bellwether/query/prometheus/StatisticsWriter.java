package dev.bellwether.query.prometheus;

import dev.bellwether.promql.evaluation.QueryStatistics;
import dev.bellwether.promql.evaluation.StepSamples;
import dev.bellwether.query.json.JsonWriter;
import java.io.IOException;

/** Writes a query's statistics in Prometheus's form. */
final class StatisticsWriter {
    private StatisticsWriter() {}

    /**
     * Writes them as a value.
     *
     * @param perStep whether the samples of each step are told as well
     */
    static void write(QueryStatistics statistics, boolean perStep, JsonWriter json) throws IOException {
        json.beginObject().name("timings").beginObject();
        json.name("evalTotalTime").value(seconds(statistics.elapsedNanos() - statistics.queueNanos()));
        json.name("execQueueTime").value(seconds(statistics.queueNanos()));
        json.name("execTotalTime").value(seconds(statistics.elapsedNanos()));
        json.endObject().name("samples").beginObject();
        if (perStep) {
            json.name("totalQueryableSamplesPerStep");
            write(statistics.queryable(), json);
        }
        json.name("totalQueryableSamples").value(statistics.queryable().total());
        json.name("peakSamples").value(statistics.peakSamples());
        json.endObject().endObject();
    }

    private static void write(StepSamples samples, JsonWriter json) throws IOException {
        json.beginArray();
        for (int step = 0; step < samples.steps().count(); step++) {
            json.beginArray()
                    .timestamp(samples.steps().time(step))
                    .value(samples.at(step))
                    .endArray();
        }
        json.endArray();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
