package dev.bellwether.alert.engine;

import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.model.alert.AlertRule;
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

    private final Supplier<AlertEngine> engines;
    private final NotifyService notify;
    private final ManifestDirectory manifests;
    private final Thread watcher = Thread.ofPlatform().name("alert-manifests").unstarted(this::watch);
    private final Thread stepper = Thread.ofPlatform().name("alert-engine").unstarted(this::runEngine);
    private volatile @Nullable AlertEngine engine;
    private List<AlertRule> rules = List.of();
    private volatile List<ManifestError> errors = List.of();
    private volatile boolean stopped;

    /**
     * Composes the service.
     *
     * @param engines builds an engine that is not started
     * @param notify the notify stage, not started yet; this service's own from now on
     */
    public AlertService(ManifestDirectory manifests, Supplier<AlertEngine> engines, NotifyService notify) {
        this.manifests = manifests;
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
    public List<RuleStatus> status() {
        AlertEngine running = engine;
        return running == null ? List.of() : running.status();
    }

    /** What is wrong with the manifests. */
    public List<ManifestError> errors() {
        return errors;
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
                apply(manifests.current());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("manifests cannot be read and stay as they were: {}", e.toString());
        }
    }

    private void apply(Manifests current) {
        errors = current.errors();
        notify.manifests(current.controls());
        publishRules(current.rules());
        LOG.info(
                "manifests: {} rules, {} notifiers, {} errors",
                current.rules().size(),
                current.notifiers().size(),
                errors.size());
    }

    private synchronized void publishRules(List<AlertRule> current) {
        rules = current;
        AlertEngine running = engine;
        if (running != null) {
            running.rules(rules);
        }
    }

    private synchronized void publishEngine(AlertEngine next) {
        next.rules(rules);
        engine = next;
    }

    private void runEngine() {
        while (!stopped) {
            try (AlertEngine next = engines.get()) {
                next.start();
                publishEngine(next);
                while (!stopped) {
                    next.step();
                }
            } catch (StateLog.FencedException e) {
                LOG.error("another alert engine has taken over, this one stops: {}", e.getMessage());
                return;
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
