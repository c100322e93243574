package dev.bellwether.alert.engine;

import dev.bellwether.alert.notify.stage.NotifyService;
import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.manifest.ManifestError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine and the notify stage; where there is a directory of manifests, keeps both to what it says, else others put
 * rules and controls into the log.
 *
 * <p>One thread of its own, beside those of its parts, steps the engine, and builds it anew where the log was away: states are
 * then read again.
 */
public final class AlertService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final Supplier<AlertEngine> engines;
    private final NotifyService notify;
    private final @Nullable ManifestWatcher manifests;
    private final Thread stepper = Thread.ofPlatform().name("alert-engine").unstarted(this::runEngine);
    private volatile @Nullable AlertEngine engine;
    private volatile boolean stopped;

    /**
     * Composes a service whose rules and controls others put into the log.
     *
     * @param engines builds an engine that is not started
     * @param notify the notify stage, not started yet; this service's own from now on
     */
    public AlertService(Supplier<AlertEngine> engines, NotifyService notify) {
        this(engines, notify, null);
    }

    /**
     * Composes a service that puts what stands in a directory of manifests into the log.
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
        this(engines, notify, new ManifestWatcher(manifests, publisher, notify::manifests));
    }

    private AlertService(Supplier<AlertEngine> engines, NotifyService notify, @Nullable ManifestWatcher manifests) {
        this.engines = engines;
        this.notify = notify;
        this.manifests = manifests;
    }

    /** Reads the manifests for the first time, where there are any, and starts the threads. */
    public void start() {
        if (manifests != null) {
            manifests.start();
        }
        notify.start();
        stepper.start();
    }

    /** How each rule in force does that this engine evaluates; empty while the engine starts. */
    public List<RuleView> status() {
        AlertEngine running = engine;
        return running == null ? List.of() : running.views();
    }

    /** What is wrong with the manifests. */
    public List<ManifestError> errors() {
        return manifests == null ? List.of() : manifests.errors();
    }

    /** The rules of manifests that cannot come into force as they are written. */
    public List<InvalidRule> invalid() {
        return manifests == null ? List.of() : manifests.invalid();
    }

    /** What the engine does before it can evaluate what happens now; empty where it does. Returns at once. */
    public Optional<String> problem() {
        AlertEngine running = engine;
        return running != null && running.isLive()
                ? Optional.empty()
                : Optional.of("the engine reads rules and samples from the log");
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
                if (!pause()) {
                    return;
                }
            } finally {
                engine = null;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stopped = true;
        if (manifests != null) {
            manifests.close();
        }
        try {
            stepper.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        notify.close();
    }
}
