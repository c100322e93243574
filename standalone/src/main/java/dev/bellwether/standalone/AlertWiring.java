package dev.bellwether.standalone;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.EngineConfig;
import dev.bellwether.alert.engine.EnginePorts;
import dev.bellwether.alert.engine.Resolutions;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alert.stream.KafkaNotificationQueue;
import dev.bellwether.alert.stream.KafkaOwnership;
import dev.bellwether.alert.stream.KafkaRuleLog;
import dev.bellwether.alert.stream.KafkaSampleFeed;
import dev.bellwether.alert.stream.KafkaSampleSink;
import dev.bellwether.alert.stream.KafkaStateLog;
import dev.bellwether.alert.stream.RulePublisher;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.rules.TemplateTexts;
import dev.bellwether.model.Labels;
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
            SeriesReader storage,
            MeterRegistry registry,
            Clock clock) {
        return new AlertService(
                new ManifestDirectory(manifests),
                new RulePublisher(kafka, layout, publisher, MANIFESTS),
                () -> engine(kafka, layout, blocks, publisher, storage, registry, clock),
                notifier -> new KafkaNotificationQueue(notifier.uid(), kafka, layout, publisher),
                new ReceiverFactory(AddressPolicy.STANDALONE, clock)::create);
    }

    private static AlertEngine engine(
            KafkaSettings kafka,
            TopicLayout layout,
            SeriesBlockLog blocks,
            LogPublisher publisher,
            SeriesReader storage,
            MeterRegistry registry,
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
                        Resolutions.NONE,
                        storage),
                queries,
                windows -> new TemplateTexts(queries, windows, Labels.EMPTY, ""),
                registry,
                clock);
    }
}
