package dev.bellwether.system;

import dev.bellwether.bench.WriteRequest;
import dev.bellwether.model.Labels;
import dev.bellwether.model.SpecialValues;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A shop's metrics for half an hour: counters with resets, gauges, classic histograms, gaps, series that end, special
 * values. Samples never stand on a whole second, so that it does not matter which end of a range is open.
 */
final class ComparedSamples {
    static final long STEP_MILLIS = 15_000;

    private static final int SAMPLES = 120;
    private static final long OFF_THE_BOUNDARY = 7_301;
    private static final String[] BOUNDS = {"0.05", "0.1", "0.25", "1", "+Inf"};

    /** A series with its samples. */
    record Series(Labels labels, long[] times, double[] values) {}

    private final long startMillis;
    private final Random random = new Random(4711);
    private final List<Series> series = new ArrayList<>();

    /** Samples up to a time, a whole minute. */
    ComparedSamples(long endMillis) {
        startMillis = endMillis - SAMPLES * STEP_MILLIS;
        for (String instance : new String[] {"a:80", "b:80", "c:80"}) {
            counters(instance);
            gauges(instance);
            histogram(instance);
        }
        add(Labels.of("__name__", "shop_open", "town", "Köln"), tick -> tick % 40 < 20 ? 1 : 0);
        add(Labels.of("__name__", "shop_open", "town", "Bonn"), tick -> tick < 70 ? 1 : Double.NEGATIVE_INFINITY);
        add(Labels.of("__name__", "shop_ratio", "town", "Bonn"), tick -> tick % 9 == 4 ? Double.NaN : tick / 7.0);
        add(
                Labels.of("__name__", "shop_closing", "town", "Köln"),
                tick -> tick == 60 ? SpecialValues.STALE : tick > 60 && tick < 80 ? Double.MIN_VALUE : tick * 1e9);
    }

    private interface Value {
        double at(int tick);
    }

    private void counters(String instance) {
        for (String code : new String[] {"200", "404", "500"}) {
            double[] total = {random.nextInt(1_000)};
            int reset = 30 + random.nextInt(60);
            add(
                    Labels.of("__name__", "shop_requests_total", "instance", instance, "code", code, "job", "shop"),
                    tick -> total[0] = tick == reset ? 0 : total[0] + random.nextInt(50));
        }
    }

    private void gauges(String instance) {
        add(
                Labels.of("__name__", "shop_memory_bytes", "instance", instance, "job", "shop"),
                tick -> 1e8 + 1e7 * Math.sin(tick / 9.0) + random.nextInt(100_000));
        add(
                Labels.of("__name__", "shop_temperature", "instance", instance, "job", "shop"),
                tick -> Math.round(random.nextGaussian() * 200) / 10.0);
        add(
                Labels.of(
                        "__name__",
                        "shop_info",
                        "instance",
                        instance,
                        "job",
                        "shop",
                        "version",
                        instance.startsWith("c") ? "2.0" : "1.9"),
                tick -> 1);
        int hole = 20 + random.nextInt(20);
        long[] times = new long[SAMPLES - 45];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            int tick = i < hole ? i : i + 45;
            times[i] = startMillis + OFF_THE_BOUNDARY + tick * STEP_MILLIS;
            values[i] = tick * tick;
        }
        series.add(new Series(Labels.of("__name__", "shop_gaps", "instance", instance, "job", "shop"), times, values));
    }

    private void histogram(String instance) {
        double[][] totals = new double[BOUNDS.length + 1][SAMPLES];
        double[] seen = new double[BOUNDS.length];
        double sum = 0;
        for (int tick = 0; tick < SAMPLES; tick++) {
            double below = 0;
            for (int i = 0; i < BOUNDS.length; i++) {
                int more = random.nextInt(8);
                below += more;
                seen[i] += below;
                totals[i][tick] = seen[i];
                sum += more * (i + 1) * 0.05;
            }
            totals[BOUNDS.length][tick] = sum;
        }
        for (int i = 0; i < BOUNDS.length; i++) {
            double[] values = totals[i];
            add(
                    Labels.of(
                            "__name__",
                            "shop_latency_seconds_bucket",
                            "instance",
                            instance,
                            "job",
                            "shop",
                            "le",
                            BOUNDS[i]),
                    tick -> values[tick]);
        }
        add(
                Labels.of("__name__", "shop_latency_seconds_sum", "instance", instance, "job", "shop"),
                tick -> totals[BOUNDS.length][tick]);
        add(
                Labels.of("__name__", "shop_latency_seconds_count", "instance", instance, "job", "shop"),
                tick -> totals[BOUNDS.length - 1][tick]);
    }

    private void add(Labels labels, Value value) {
        long[] times = new long[SAMPLES];
        double[] values = new double[SAMPLES];
        for (int tick = 0; tick < SAMPLES; tick++) {
            times[tick] = startMillis + OFF_THE_BOUNDARY + tick * STEP_MILLIS;
            values[tick] = value.at(tick);
        }
        series.add(new Series(labels, times, values));
    }

    /** How many series there are. */
    int count() {
        return series.size();
    }

    /** Writes all of it by remote_write. */
    void send(String url) throws IOException, InterruptedException {
        WriteRequest request = new WriteRequest();
        for (Series each : series) {
            request.add(WriteRequest.labels(each.labels()), each.times(), each.values());
        }
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            WriteRequest.send(client, url, request.compressed());
        }
    }
}
