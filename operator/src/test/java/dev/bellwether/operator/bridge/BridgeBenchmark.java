package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.RuleRecords;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.record.RuleStatusRecords;
import dev.bellwether.alerting.stream.AlertingTopics;
import dev.bellwether.broker.BrokerConfig;
import dev.bellwether.broker.EmbeddedBroker;
import dev.bellwether.crds.rule.AlertRule;
import dev.bellwether.crds.rule.AlertRuleStatus;
import dev.bellwether.crds.testing.ApiServer;
import dev.bellwether.model.alert.DataState;
import dev.bellwether.protocol.topic.Topic;
import dev.bellwether.protocol.topic.TopicSettings;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.TopicAdministration;
import dev.bellwether.stream.TopicLayout;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * What a bridge costs with many AlertRules: a real API server, a real broker, the bridge in a process of its own, and an engine
 * that takes every rule at once. Prints figures; nothing is asserted. Arguments: how many rules, how many changes.
 */
public final class BridgeBenchmark {
    private static final TopicSettings TOPICS = new TopicSettings(1, 2, 6, Duration.ofHours(1), -1);

    private final Map<String, Long> rules = new ConcurrentHashMap<>();
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();
    private final Map<String, Long> inForce = new ConcurrentHashMap<>();
    private final Map<String, Long> proved = new ConcurrentHashMap<>();
    private final KubernetesClient client;
    private final ApiServer server;
    private final String bootstrap;

    private BridgeBenchmark(ApiServer server, String bootstrap) {
        this.server = server;
        this.client = server.client();
        this.bootstrap = bootstrap;
    }

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int changes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        Path directory = Files.createTempDirectory("bridge-benchmark");
        try (ApiServer server =
                        ApiServer.start("--max-requests-inflight=2000", "--max-mutating-requests-inflight=1000");
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")))) {
            new BridgeBenchmark(server, broker.bootstrapServers()).run(count, changes);
        }
    }

    private void run(int count, int changes) throws Exception {
        KafkaSettings kafka = KafkaSettings.plain(bootstrap);
        TopicLayout layout;
        try (TopicAdministration administration = new TopicAdministration(kafka, Duration.ofSeconds(60))) {
            layout = administration.ensure(Arrays.asList(Topic.values()), TOPICS);
        }
        try (LogPublisher publisher = new LogPublisher(kafka, "engine", layout);
                AlertingTopics topics = new AlertingTopics(kafka, layout, "engine").follow(Topic.RULES, record -> {
                    byte[] value = record.value();
                    if (value != null) {
                        long generation = RuleRecords.read(value).generation();
                        rules.put(record.key(), generation);
                        arrived.put(record.key() + "@" + generation, System.nanoTime());
                        var unused = publisher.publish(
                                Topic.RULE_STATUS,
                                record.partition(),
                                record.key(),
                                RuleStatusRecords.write(status(record.key(), generation)),
                                Map.of());
                    }
                })) {
            topics.start();
            create(count);
            try (Watch watch = watch()) {
                Process first = bridge();
                long began = System.nanoTime();
                until(() -> rules.size() == count);
                print("first start to all %d rules in the log", began, count);
                until(() -> inForce.size() == count);
                print("first start to all %d statuses", began, count);
                memory(first);
                first.destroy();
                first.waitFor();

                Process second = bridge();
                began = System.nanoTime();
                change(0, 2);
                until(() -> inForce.getOrDefault("r0", 0L) == 2L);
                print("cold start to a change in force, %d rules standing", began, count);
                change(changes, count);
                memory(second);
                second.destroy();
                second.waitFor();
            }
        }
    }

    private static RuleStatus status(String uid, long generation) {
        return new RuleStatus(
                uid,
                generation,
                "engine",
                RuleStatus.State.Inactive,
                0,
                0,
                DataState.COMPLETE,
                "",
                0,
                0,
                "",
                System.currentTimeMillis(),
                0.001,
                0,
                0);
    }

    private void create(int count) throws InterruptedException {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("bench")
                        .endMetadata()
                        .build())
                .serverSideApply();
        long began = System.nanoTime();
        Semaphore places = new Semaphore(32);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                places.acquire();
                threads.execute(() -> {
                    apply(number, 5);
                    places.release();
                });
            }
        }
        print("%d AlertRules are made", began, count);
    }

    private void apply(int number, int threshold) {
        client.resource("apiVersion: bellwether.dev/v1alpha1\nkind: AlertRule\nmetadata: {name: r" + number
                        + ", namespace: bench, labels: {team: blue}}\nspec: {expr: 'sum by (host, job)"
                        + " (rate(requests_total{job=\"job" + number + "\",code=~\"5..\"}[5m])) > " + threshold
                        + "', for: 5m, severity: page, annotations: {summary: 'errors of {{ $labels.host }} are"
                        + " {{ $value | humanize }}', description: 'number " + number + "'}}")
                .fieldManager("bench")
                .forceConflicts()
                .serverSideApply();
    }

    private Watch watch() {
        return client.resources(AlertRule.class).inNamespace("bench").watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, AlertRule rule) {
                AlertRuleStatus status = rule.getStatus();
                if (status != null
                        && status.inForce() != null
                        && status.inForce().generation() != null) {
                    String name = rule.getMetadata().getName();
                    long generation = status.inForce().generation();
                    Long before = inForce.put(name, generation);
                    if (before == null || before != generation) {
                        proved.put(name + "@" + generation, System.nanoTime());
                    }
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                System.out.println("the watch ends: " + cause);
            }
        });
    }

    /** Changes rules one after the other and tells how long it took until they were in the log and proved in force. */
    private void change(int changes, int count) {
        Random random = new Random(7);
        List<Long> log = new ArrayList<>();
        List<Long> status = new ArrayList<>();
        for (int i = 0; i <= changes; i++) {
            int number = changes == 0 ? 0 : 1 + random.nextInt(count - 1);
            long generation = inForce.getOrDefault("r" + number, 1L) + 1;
            long began = System.nanoTime();
            apply(number, 100 + i);
            if (changes == 0) {
                return;
            }
            String key = "r" + number + "@" + generation;
            until(() -> proved.containsKey(key));
            log.add(arrived.getOrDefault("bench/" + key, began) - began);
            status.add(proved.getOrDefault(key, began) - began);
        }
        percentiles("change to record in the log", log);
        percentiles("change to proved in force", status);
    }

    private static void percentiles(String what, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "%s: p50 %d ms, p99 %d ms, most %d ms%n",
                what,
                sorted.get(sorted.size() / 2) / 1_000_000,
                sorted.get(sorted.size() * 99 / 100) / 1_000_000,
                sorted.getLast() / 1_000_000);
    }

    private Process bridge() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BridgeBenchmarkProcess.class.getName(),
                        server.kubeconfig().toString(),
                        bootstrap)
                .inheritIO()
                .start();
    }

    private static void memory(Process process) throws IOException {
        Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .forEach(line -> System.out.println("bridge " + line));
    }

    private static void print(String what, long beganNanos, int count) {
        System.out.printf("%s: %.1f s%n", what.formatted(count), (System.nanoTime() - beganNanos) / 1e9);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
