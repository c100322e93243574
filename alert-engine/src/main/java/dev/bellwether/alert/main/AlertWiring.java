package dev.bellwether.alert.main;

import dev.bellwether.alert.engine.AlertEngine;
import dev.bellwether.alert.engine.AlertService;
import dev.bellwether.alert.engine.EngineConfig;
import dev.bellwether.alert.engine.EnginePorts;
import dev.bellwether.alert.engine.RuleView;
import dev.bellwether.alert.notify.ReceiverFactory;
import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alert.stream.KafkaNotify;
import dev.bellwether.alert.stream.KafkaOwnership;
import dev.bellwether.alert.stream.KafkaRuleLog;
import dev.bellwether.alert.stream.KafkaSampleFeed;
import dev.bellwether.alert.stream.KafkaSampleSink;
import dev.bellwether.alert.stream.KafkaStateLog;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.rules.TemplateTexts;
import dev.bellwether.alerting.secret.SealingKeyFile;
import dev.bellwether.alerting.secret.Unsealer;
import dev.bellwether.alerting.stream.RulePublisher;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Notifier;
import dev.bellwether.model.alert.ReceiverSettings;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the alert engine together. */
public final class AlertWiring {
    /** In whose name rules from the directory of manifests stand in the log. */
    private static final String MANIFESTS = "manifests";

    private final AlertSettings settings;
    private final AlertLog log;
    private final SeriesReader storage;
    private final MeterRegistry registry;
    private final Clock clock;

    /** @param storage for rules that reach farther back than windows do; may be away */
    public AlertWiring(
            AlertSettings settings, AlertLog log, SeriesReader storage, MeterRegistry registry, Clock clock) {
        this.settings = settings;
        this.log = log;
        this.storage = storage;
        this.registry = registry;
        this.clock = clock;
    }

    /** The only engine there is, with rules and notifiers from a directory; not started. */
    public AlertService withManifests(Path manifests) {
        AtomicReference<@Nullable AlertService> running = new AtomicReference<>();
        AlertService service = new AlertService(
                new ManifestDirectory(manifests),
                new RulePublisher(log.kafka(), log.layout(), log.publisher(), MANIFESTS)::publish,
                this::engine,
                notifyService(() -> evaluatedThrough(running.get())));
        running.set(service);
        return service;
    }

    /**
     * One of several engines, with rules and notifiers that others have put into the log; not started.
     *
     * @param evaluatedThrough up to where every rule in force was evaluated, by whichever engine
     */
    public AlertService fromLog(Supplier<Instant> evaluatedThrough) {
        return new AlertService(this::engine, notifyService(evaluatedThrough));
    }

    private NotifyService notifyService(Supplier<Instant> evaluatedThrough) {
        Unsealer unsealer =
                settings.sealingKeys().<Unsealer>map(SealingKeyFile::new).orElse(Unsealer.NONE);
        ReceiverFactory receivers = new ReceiverFactory(settings.addresses(), unsealer, clock);
        return new NotifyService(
                KafkaNotify.ports(
                        log.kafka(),
                        log.layout(),
                        log.controls(),
                        receivers::create,
                        notifier -> heartbeat(receivers, notifier, evaluatedThrough)),
                registry,
                clock,
                settings.externalUrl());
    }

    private static Runnable heartbeat(
            ReceiverFactory receivers, Notifier notifier, Supplier<Instant> evaluatedThrough) {
        if (!(notifier.receiver() instanceof ReceiverSettings.Heartbeat heartbeat)) {
            throw new IllegalArgumentException("notifier " + notifier.uid() + " is no heartbeat");
        }
        return receivers.heartbeat(notifier, heartbeat, evaluatedThrough);
    }

    /** Up to where every rule in force was evaluated. */
    private static Instant evaluatedThrough(@Nullable AlertService service) {
        if (service == null) {
            return Instant.MIN;
        }
        return service.status().stream()
                .map(RuleView::status)
                .map(status -> Instant.ofEpochMilli(status.evaluatedThroughMillis()))
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private AlertEngine engine() {
        QueryEngine queries = new QueryEngine(QueryOptions.DEFAULT);
        return new AlertEngine(
                EngineConfig.of(settings.engineId()),
                new EnginePorts(
                        new KafkaRuleLog(log.kafka(), log.layout()),
                        new KafkaOwnership(log.kafka()),
                        new KafkaStateLog(log.kafka(), log.layout()),
                        () -> new KafkaSampleFeed(log.kafka(), log.layout(), log.blocks()),
                        new KafkaSampleSink(log.publisher(), "", clock),
                        () -> log.controls().view().current().acknowledgements(),
                        storage),
                queries,
                windows -> new TemplateTexts(queries, windows, Labels.EMPTY, settings.externalUrl()),
                registry,
                clock);
    }
}
