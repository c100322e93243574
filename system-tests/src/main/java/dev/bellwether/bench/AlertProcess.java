package dev.bellwether.bench;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.EngineConfig;
import dev.bellwether.alert.engine.EnginePorts;
import dev.bellwether.alert.engine.RuleView;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alert.stream.KafkaNotify;
import dev.bellwether.alert.stream.KafkaOwnership;
import dev.bellwether.alert.stream.KafkaRuleLog;
import dev.bellwether.alert.stream.KafkaSampleFeed;
import dev.bellwether.alert.stream.KafkaSampleSink;
import dev.bellwether.alert.stream.KafkaStateLog;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.rules.TemplateTexts;
import dev.bellwether.alerting.stream.KafkaControls;
import dev.bellwether.alerting.stream.RulePublisher;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The alert engine and the notify stage in a process of its own, without a database. */
final class AlertProcess {
    private static final String EXTERNAL_URL = "http://127.0.0.1";

    private AlertProcess() {}

    /**
     * Arguments: the broker's address and the directory of manifests. Greets when both have begun to read; {@code status}
     * tells {@link AlertStatus}, {@code evaluations} their number alone, {@code heap} the bytes that live objects take.
     */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (LogClients log = LogClients.open(arguments[0]);
                KafkaControls controls = new KafkaControls(log.kafka(), log.layout(), log.publisher());
                AlertService service = service(log, controls, Path.of(arguments[1]), registry, clock)) {
            controls.start();
            service.start();
            Commands.serve("ready", words -> switch (words[0]) {
                case "status" -> status(service, registry).line();
                case "evaluations" -> String.valueOf(evaluations(registry));
                case "heap" -> String.valueOf(liveBytes());
                default -> throw new IllegalArgumentException("unknown command " + words[0]);
            });
        }
        System.exit(0);
    }

    private static AlertService service(
            LogClients log, KafkaControls controls, Path manifests, MeterRegistry registry, Clock clock) {
        ReceiverFactory receivers = new ReceiverFactory(AddressPolicy.STANDALONE, clock);
        TopicLayout layout = log.layout();
        NotifyService notify = new NotifyService(
                KafkaNotify.ports(log.kafka(), layout, controls, receivers::create, AlertProcess::noHeartbeat),
                registry,
                clock,
                EXTERNAL_URL);
        return new AlertService(
                new ManifestDirectory(manifests),
                new RulePublisher(log.kafka(), layout, log.publisher(), "bench")::publish,
                () -> engine(log, controls, registry, clock),
                notify);
    }

    private static Runnable noHeartbeat(Notifier notifier) {
        throw new IllegalArgumentException("notifier " + notifier.uid() + " beats; no figure has such a one");
    }

    private static AlertEngine engine(LogClients log, KafkaControls controls, MeterRegistry registry, Clock clock) {
        QueryEngine queries = new QueryEngine(QueryOptions.DEFAULT);
        return new AlertEngine(
                EngineConfig.of("bench"),
                new EnginePorts(
                        new KafkaRuleLog(log.kafka(), log.layout()),
                        new KafkaOwnership(log.kafka()),
                        new KafkaStateLog(log.kafka(), log.layout()),
                        () -> new KafkaSampleFeed(log.kafka(), log.layout(), log.blocks()),
                        new KafkaSampleSink(log.publisher(), "", clock),
                        () -> controls.view().current().acknowledgements(),
                        null),
                queries,
                windows -> new TemplateTexts(queries, windows, Labels.EMPTY, EXTERNAL_URL),
                registry,
                clock);
    }

    private static AlertStatus status(AlertService service, MeterRegistry registry) {
        List<RuleView> views = service.status();
        return new AlertStatus(
                evaluations(registry),
                views.stream().filter(RuleView::filled).count(),
                views.stream().mapToLong(view -> view.alerts().size()).sum(),
                views.stream().filter(view -> !view.status().error().isEmpty()).count());
    }

    private static long evaluations(MeterRegistry registry) {
        return (long) registry.find("prometheus_rule_evaluations").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
