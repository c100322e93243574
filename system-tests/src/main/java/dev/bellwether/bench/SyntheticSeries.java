package dev.bellwether.bench;

import dev.bellwether.model.Labels;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gauges {@code bench_000}, {@code bench_001} … of instances {@code agent-000} …, pushed by remote_write, one request for
 * each instance. Values go up and down between 0 and 100.
 */
final class SyntheticSeries implements AutoCloseable {
    private static final int THREADS = 4;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final List<List<byte[]>> labels = new ArrayList<>();

    /**
     * Prepares labels.
     *
     * @param instances how many senders there are
     * @param metrics how many series each has
     */
    SyntheticSeries(int instances, int metrics) {
        for (int i = 0; i < instances; i++) {
            List<byte[]> own = new ArrayList<>();
            for (int k = 0; k < metrics; k++) {
                own.add(WriteRequest.labels(Labels.of("__name__", metric(k), "instance", instance(i), "job", "bench")));
            }
            labels.add(own);
        }
    }

    static String metric(int number) {
        return String.format(Locale.ROOT, "bench_%03d", number);
    }

    static String instance(int number) {
        return String.format(Locale.ROOT, "agent-%03d", number);
    }

    /** The value of a series: the same at the same time, another one for each series. */
    static double value(int instance, int metric, long timeMillis) {
        return 50 + 50 * Math.sin(timeMillis / 60_000.0 + instance * 7 + metric);
    }

    /** Sends one sample of each series of an instance. */
    void push(List<String> urls, int instance, long timeMillis) throws IOException, InterruptedException {
        WriteRequest request = new WriteRequest();
        List<byte[]> own = labels.get(instance);
        for (int k = 0; k < own.size(); k++) {
            request.add(own.get(k), new long[] {timeMillis}, new double[] {value(instance, k, timeMillis)});
        }
        byte[] compressed = request.compressed();
        for (String url : urls) {
            WriteRequest.send(client, url, compressed);
        }
    }

    /** Sends one sample of each series, stamped alike. */
    void pushAll(List<String> urls, long timeMillis) throws IOException, InterruptedException {
        for (int instance = 0; instance < labels.size(); instance++) {
            push(urls, instance, timeMillis);
        }
    }

    /** Every instance sends in each interval from now on, spread over it. */
    void run(List<String> urls, long intervalMillis) {
        for (int i = 0; i < labels.size(); i++) {
            int instance = i;
            var unused = threads.scheduleAtFixedRate(
                    () -> pushOrFail(urls, instance),
                    i * intervalMillis / labels.size(),
                    intervalMillis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void pushOrFail(List<String> urls, int instance) {
        try {
            push(urls, instance, System.currentTimeMillis());
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails where a request has failed since the beginning. */
    void check() throws IOException {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IOException("samples could not be sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
