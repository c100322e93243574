package dev.bellwether.standalone;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.http.AddressPolicy;
import dev.bellwether.alert.stream.KafkaNotificationQueue;
import dev.bellwether.alert.stream.KafkaSampleFeed;
import dev.bellwether.alert.stream.KafkaStateLog;
import dev.bellwether.alert.window.WindowStore;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.rules.RuleEvaluator;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import dev.bellwether.stream.KafkaSettings;
import dev.bellwether.stream.LogPublisher;
import dev.bellwether.stream.SeriesBlockLog;
import dev.bellwether.stream.TopicLayout;
import java.nio.file.Path;
import java.time.Clock;

/** Puts the alert engine together. */
final class AlertWiring {
    private AlertWiring() {}

    static AlertService service(
            Path manifests,
            KafkaSettings kafka,
            TopicLayout layout,
            SeriesBlockLog blocks,
            LogPublisher publisher,
            Clock clock) {
        return new AlertService(
                new ManifestDirectory(manifests),
                () -> engine(kafka, layout, blocks, clock),
                notifier -> new KafkaNotificationQueue(notifier.uid(), kafka, layout, publisher),
                new ReceiverFactory(AddressPolicy.STANDALONE, clock)::create);
    }

    private static AlertEngine engine(KafkaSettings kafka, TopicLayout layout, SeriesBlockLog blocks, Clock clock) {
        QueryOptions options = QueryOptions.DEFAULT;
        WindowStore windows = new WindowStore();
        return new AlertEngine(
                new KafkaSampleFeed(kafka, layout, blocks),
                new KafkaStateLog(kafka, layout),
                windows,
                new RuleEvaluator(new QueryEngine(options), windows, windows, options.lookbackDelta()),
                clock,
                options.lookbackDelta());
    }
}
