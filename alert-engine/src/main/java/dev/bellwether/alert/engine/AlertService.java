package dev.bellwether.alert.engine;

import dev.bellwether.alert.notify.NotificationQueue;
import dev.bellwether.alert.notify.NotifierLoop;
import dev.bellwether.alert.notify.Receiver;
import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.model.alert.Notifier;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine and the notifiers, and keeps both to what the manifests say.
 *
 * <p>Three kinds of threads: one looks at the manifests, one steps the engine (and builds it anew where the log was away:
 * states are then read again), one delivers for each notifier.
 */
public final class AlertService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(300);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final RulePublication publisher;
    private final Supplier<AlertEngine> engines;
    private final Function<Notifier, NotificationQueue> queues;
    private final Function<Notifier, Receiver> receivers;
    private final ManifestDirectory manifests;
    private final Map<Notifier, Thread> notifiers = new HashMap<>();
    private final Thread watcher = Thread.ofPlatform().name("alert-manifests").unstarted(this::watch);
    private final Thread stepper = Thread.ofPlatform().name("alert-engine").unstarted(this::runEngine);
    private volatile @Nullable AlertEngine engine;
    private volatile Manifests current = Manifests.EMPTY;
    /** Whether the rules in the log may differ from the manifests. */
    private boolean unpublished = true;

    private volatile boolean stopped;

    /**
     * Composes the service.
     *
     * @param publisher puts the rules of the manifests into the log, from where engines take them
     * @param engines builds an engine that is not started
     * @param queues opens a notifier's queue; called before any rule that comes with the notifier is evaluated
     * @param receivers makes a notifier's receiver
     */
    public AlertService(
            ManifestDirectory manifests,
            RulePublication publisher,
            Supplier<AlertEngine> engines,
            Function<Notifier, NotificationQueue> queues,
            Function<Notifier, Receiver> receivers) {
        this.manifests = manifests;
        this.publisher = publisher;
        this.engines = engines;
        this.queues = queues;
        this.receivers = receivers;
    }

    /** Reads the manifests for the first time and starts the threads. */
    public void start() {
        look();
        stepper.start();
        watcher.start();
    }

    /** How each rule in force does; empty while the engine starts. */
    public List<RuleView> status() {
        AlertEngine running = engine;
        return running == null ? List.of() : running.views();
    }

    /** What is wrong with the manifests. */
    public List<ManifestError> errors() {
        return current.errors();
    }

    /** The rules that cannot come into force as they are written. */
    public List<InvalidRule> invalid() {
        return current.invalid();
    }

    private void watch() {
        while (!stopped) {
            if (!pause(LOOK_INTERVAL)) {
                return;
            }
            look();
        }
    }

    private void look() {
        try {
            if (manifests.refresh()) {
                current = manifests.current();
                unpublished = true;
                startNotifiers(current.notifiers());
                LOG.info(
                        "manifests: {} rules, {} notifiers, {} errors",
                        current.rules().size(),
                        current.notifiers().size(),
                        current.errors().size());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("manifests cannot be read and stay as they were: {}", e.toString());
            return;
        }
        publishRules();
    }

    /** Nothing is taken away before the directory has been read once. */
    private void publishRules() {
        if (!unpublished) {
            return;
        }
        try {
            publisher.publish(current.rules(), current.invalid());
            unpublished = false;
        } catch (RuntimeException e) {
            LOG.warn("rules are not in force yet: {}", e.toString());
        }
    }

    private void startNotifiers(List<Notifier> wanted) {
        notifiers.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                stop(entry.getValue());
            }
            return gone;
        });
        for (Notifier notifier : wanted) {
            notifiers.computeIfAbsent(notifier, this::startNotifier);
        }
    }

    private Thread startNotifier(Notifier notifier) {
        NotifierLoop loop = new NotifierLoop(
                notifier.uid(), queues.apply(notifier), receivers.apply(notifier), RandomGenerator.getDefault());
        return Thread.ofPlatform().name("notifier-" + notifier.uid()).start(loop);
    }

    private void runEngine() {
        while (!stopped) {
            try (AlertEngine next = engines.get()) {
                engine = next;
                while (!stopped) {
                    next.step();
                }
            } catch (RuntimeException e) {
                LOG.warn("alert engine starts again: {}", e.toString());
                if (!pause(PAUSE_AFTER_FAILURE)) {
                    return;
                }
            } finally {
                engine = null;
            }
        }
    }

    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void stop(Thread thread) {
        thread.interrupt();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped = true;
        stop(watcher);
        try {
            stepper.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        notifiers.values().forEach(AlertService::stop);
    }
}
