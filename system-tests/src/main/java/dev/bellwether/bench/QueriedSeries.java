package dev.bellwether.bench;

import dev.bellwether.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The series that {@link QueryKind} asks about, a hundred of each instance: counters, classic histograms, gauges, an info
 * metric. The values of a time follow from the ones before; the same seed gives the same ones.
 */
final class QueriedSeries {
    static final int OF_INSTANCE = 100;
    static final long STEP_MILLIS = 15_000;

    private static final String[] BOUNDS = {
        "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"
    };

    private final List<byte[]> labels = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final double[] values;
    private final Random random = new Random(20);

    private enum Kind {
        COUNTER,
        GAUGE,
        INFO
    }

    QueriedSeries(int instances) {
        for (int i = 0; i < instances; i++) {
            String instance = String.format("node-%03d", i);
            for (int handler = 0; handler < 10; handler++) {
                for (String code : new String[] {"200", "302", "404", "500"}) {
                    add(Kind.COUNTER, "shop_requests_total", instance, "code", code, "handler", "/h" + handler);
                }
            }
            for (int handler = 0; handler < 4; handler++) {
                for (String bound : BOUNDS) {
                    add(Kind.COUNTER, "shop_latency_seconds_bucket", instance, "handler", "/h" + handler, "le", bound);
                }
            }
            for (int cpu = 0; cpu < 15; cpu++) {
                add(Kind.GAUGE, "shop_load", instance, "cpu", String.valueOf(cpu), "mode", "busy");
            }
            add(Kind.INFO, "shop_info", instance, "version", i % 3 == 0 ? "1.9" : "2.0", "zone", "z" + i % 4);
        }
        values = new double[labels.size()];
    }

    private void add(Kind kind, String name, String instance, String label, String value, String other, String second) {
        labels.add(WriteRequest.labels(
                Labels.of("__name__", name, "instance", instance, "job", "shop", label, value, other, second)));
        kinds.add(kind);
    }

    int count() {
        return labels.size();
    }

    /**
     * Requests with the next samples of all series.
     *
     * @param firstMillis the time of the first
     * @param ticks how many of each series
     * @param seriesOfRequest how many series stand in a request
     */
    List<byte[]> next(long firstMillis, int ticks, int seriesOfRequest) {
        long[] times = new long[ticks];
        for (int tick = 0; tick < ticks; tick++) {
            times[tick] = firstMillis + tick * STEP_MILLIS;
        }
        List<byte[]> requests = new ArrayList<>();
        for (int start = 0; start < count(); start += seriesOfRequest) {
            WriteRequest request = new WriteRequest();
            for (int i = start; i < Math.min(count(), start + seriesOfRequest); i++) {
                request.add(labels.get(i), times, values(i, ticks));
            }
            requests.add(request.compressed());
        }
        return requests;
    }

    private double[] values(int series, int ticks) {
        double[] next = new double[ticks];
        for (int tick = 0; tick < ticks; tick++) {
            values[series] = switch (kinds.get(series)) {
                case COUNTER -> values[series] + random.nextInt(20);
                case GAUGE -> Math.round(random.nextDouble() * 1_000) / 100.0;
                case INFO -> 1;
            };
            next[tick] = values[series];
        }
        return next;
    }
}
