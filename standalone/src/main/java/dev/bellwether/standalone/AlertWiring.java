package dev.bellwether.standalone;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.EngineConfig;
import dev.bellwether.alert.engine.EnginePorts;
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
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicLayout;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Puts the alert engine together. */
final class AlertWiring {
    /** In whose name rules from the directory of manifests stand in the log. */
    private static final String MANIFESTS = "manifests";

    private AlertWiring() {}

    static AlertService service(
            Path manifests,
            KafkaSettings kafka,
            TopicLayout layout,
            SeriesBlockLog blocks,
            LogPublisher publisher,
            KafkaControls controls,
            SeriesReader storage,
            MeterRegistry registry,
            String externalUrl,
            Clock clock) {
        ReceiverFactory receivers = new ReceiverFactory(AddressPolicy.STANDALONE, clock);
        AtomicReference<@Nullable AlertService> running = new AtomicReference<>();
        NotifyService notify = new NotifyService(
                KafkaNotify.ports(
                        kafka,
                        layout,
                        controls,
                        receivers::create,
                        notifier -> heartbeat(receivers, notifier, running)),
                registry,
                clock,
                externalUrl);
        AlertService service = new AlertService(
                new ManifestDirectory(manifests),
                new RulePublisher(kafka, layout, publisher, MANIFESTS)::publish,
                () -> engine(kafka, layout, blocks, publisher, controls, storage, registry, externalUrl, clock),
                notify);
        running.set(service);
        return service;
    }

    private static Runnable heartbeat(
            ReceiverFactory receivers, Notifier notifier, AtomicReference<@Nullable AlertService> running) {
        if (!(notifier.receiver() instanceof ReceiverSettings.Heartbeat settings)) {
            throw new IllegalArgumentException("notifier " + notifier.uid() + " is no heartbeat");
        }
        return receivers.heartbeat(notifier, settings, () -> evaluatedThrough(running.get()));
    }

    /** Up to where every rule in force was evaluated. */
    private static Instant evaluatedThrough(@Nullable AlertService service) {
        if (service == null) {
            return Instant.MIN;
        }
        return service.status().stream()
                .map(view -> Instant.ofEpochMilli(view.status().evaluatedThroughMillis()))
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private static AlertEngine engine(
            KafkaSettings kafka,
            TopicLayout layout,
            SeriesBlockLog blocks,
            LogPublisher publisher,
            KafkaControls controls,
            SeriesReader storage,
            MeterRegistry registry,
            String externalUrl,
            Clock clock) {
        QueryEngine queries = new QueryEngine(QueryOptions.DEFAULT);
        return new AlertEngine(
                EngineConfig.of("standalone"),
                new EnginePorts(
                        new KafkaRuleLog(kafka, layout),
                        new KafkaOwnership(kafka),
                        new KafkaStateLog(kafka, layout),
                        () -> new KafkaSampleFeed(kafka, layout, blocks),
                        new KafkaSampleSink(publisher, "", clock),
                        () -> controls.view().current().acknowledgements(),
                        storage),
                queries,
                windows -> new TemplateTexts(queries, windows, Labels.EMPTY, externalUrl),
                registry,
                clock);
    }
}
