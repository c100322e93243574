package dev.bellwether.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** CPU-seconds per million samples that come by remote_write; Prometheus and VictoriaMetrics take the very same bytes. */
final class RemoteWriteCost implements Figure {
    private static final String WHAT = "CPU-seconds per million samples, remote_write in";
    private static final int TARGETS = 50;
    private static final int WARM_TICKS = 80;
    private static final int TICKS = 40;
    private static final int CONNECTIONS = 2;
    private static final long SETTLE_SECONDS = 3;

    private static final double MILLIONS = TARGETS * RemoteWriteRequests.SERIES_OF_TARGET * (double) TICKS / 1e6;

    @Override
    public String name() {
        return "remote-write";
    }

    @Override
    public List<Row> measure(Lab lab) throws Exception {
        long start = System.currentTimeMillis() - (WARM_TICKS + TICKS) * (long) RemoteWriteRequests.STEP_MILLIS;
        List<List<byte[]>> requests = RemoteWriteRequests.of(lab.trace(), TARGETS, WARM_TICKS + TICKS, start);
        List<String> notes = new ArrayList<>();
        double ours = ours(lab, requests, notes);
        double prometheus = reference(lab, "prometheus", requests, notes);
        double victoria = reference(lab, "victoria-metrics", requests, notes);
        String reference = (prometheus > 0 ? "Prometheus " + Numbers.two(prometheus) + " s" : "")
                + (victoria > 0 ? " VictoriaMetrics " + Numbers.two(victoria) + " s" : "");
        return List.of(new Row(
                WHAT,
                Numbers.two(ours) + " s",
                reference.strip(),
                prometheus > 0 ? Numbers.two(ours / prometheus) : "",
                "≤ 1.2 and below Prometheus",
                Row.Verdict.of(ours <= 1.2 && (prometheus == 0 || ours < prometheus)),
                String.format(
                                "%d targets of %,d series, requests of 2,000 samples over %d connections, %d ticks warm"
                                        + " up, %d count; ",
                                TARGETS, RemoteWriteRequests.SERIES_OF_TARGET, CONNECTIONS, WARM_TICKS, TICKS)
                        + String.join("; ", notes) + "."));
    }

    private double ours(Lab lab, List<List<byte[]>> requests, List<String> notes) throws Exception {
        try (DatabaseServer server = PlainServer.start(lab.scratch("postgres"));
                Pipeline pipeline = Pipeline.start(lab, name(), server.create())) {
            Child writer = pipeline.newWriter();
            writer.ask("start");
            String url = "http://127.0.0.1:" + pipeline.httpPort() + "/api/v1/write";
            long ofTick = (long) TARGETS * RemoteWriteRequests.SERIES_OF_TARGET;
            send(url, requests.subList(0, WARM_TICKS));
            Pipeline.awaitWritten(writer, ofTick * WARM_TICKS);
            Pipeline.Cpu before = pipeline.cpu(0, writer);
            send(url, requests.subList(WARM_TICKS, WARM_TICKS + TICKS));
            Pipeline.awaitWritten(writer, ofTick * (WARM_TICKS + TICKS));
            Pipeline.Cpu cpu = pipeline.cpu(0, writer).since(before).per(MILLIONS);
            notes.add(String.format(
                    "counted are gateway %.2f and writer %.2f, apart stand the broker %.2f and the database %.2f",
                    cpu.gateway(), cpu.writer(), cpu.broker(), cpu.database()));
            return cpu.own();
        }
    }

    /** CPU-seconds per million samples of another server; 0 where it is not there. */
    private static double reference(Lab lab, String program, List<List<byte[]>> requests, List<String> notes)
            throws IOException, InterruptedException {
        Path directory = lab.scratch(program);
        int port = FreePorts.one();
        String base = "http://127.0.0.1:" + port;
        boolean isPrometheus = program.equals("prometheus");
        Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
        List<String> arguments = isPrometheus
                ? List.of(
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver")
                : List.of("-storageDataPath=" + directory.resolve("data"), "-httpListenAddr=127.0.0.1:" + port);
        List<String> command;
        try {
            command = TrixieRoot.command(program, arguments);
        } catch (SkippedException e) {
            notes.add(String.valueOf(e.getMessage()));
            return 0;
        }
        try (Program server = Program.start(program, command, directory.resolve("log"))) {
            server.awaitReady(base + (isPrometheus ? "/-/ready" : "/health"));
            send(base + "/api/v1/write", requests.subList(0, WARM_TICKS));
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double before = server.cpuSeconds();
            send(base + "/api/v1/write", requests.subList(WARM_TICKS, WARM_TICKS + TICKS));
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double cpu = (server.cpuSeconds() - before) / MILLIONS;
            Lab.say("%s: %.2f CPU-seconds per million samples", program, cpu);
            return cpu;
        }
    }

    /** Sends all requests, those of a series in their order. */
    private static void send(String url, List<List<byte[]>> ticks) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Boolean>> senders = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                int first = connection;
                senders.add(threads.submit(() -> {
                    for (List<byte[]> tick : ticks) {
                        for (int i = first; i < tick.size(); i += CONNECTIONS) {
                            post(client, url, tick.get(i));
                        }
                    }
                    return true;
                }));
            }
            for (Future<Boolean> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("sending failed: " + e.getCause(), e);
        }
    }

    private static void post(HttpClient client, String url, byte[] request) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());
        for (int attempt = 0; response.statusCode() >= 429 && attempt < 50; attempt++) {
            TimeUnit.MILLISECONDS.sleep(100);
            response = client.send(post, HttpResponse.BodyHandlers.ofString());
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException(url + " answers " + response.statusCode() + ": " + response.body());
        }
    }
}
