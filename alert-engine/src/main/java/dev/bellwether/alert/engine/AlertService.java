package dev.bellwether.alert.engine;

import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.Manifests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine and the notify stage, and keeps both to what the manifests say.
 *
 * <p>Two threads beside the stage's own: one looks at the manifests, one steps the engine (and builds it anew where the log
 * was away: states are then read again).
 */
public final class AlertService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(300);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final RulePublication publisher;
    private final Supplier<AlertEngine> engines;
    private final NotifyService notify;
    private final ManifestDirectory manifests;
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
     * @param notify the notify stage, not started yet; this service's own from now on
     */
    public AlertService(
            ManifestDirectory manifests,
            RulePublication publisher,
            Supplier<AlertEngine> engines,
            NotifyService notify) {
        this.manifests = manifests;
        this.publisher = publisher;
        this.engines = engines;
        this.notify = notify;
    }

    /** Reads the manifests for the first time and starts the threads. */
    public void start() {
        look();
        notify.start();
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
                notify.manifests(current.controls());
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
        notify.close();
    }
}
