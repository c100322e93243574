package dev.bellwether.alert.engine;

import dev.bellwether.alerting.manifest.InvalidRule;
import dev.bellwether.alerting.manifest.ManifestDirectory;
import dev.bellwether.alerting.manifest.ManifestError;
import dev.bellwether.alerting.manifest.Manifests;
import dev.bellwether.alerting.record.Control;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps rules and controls of the log to what a directory of manifests says. Looks at the directory on a thread of its own;
 * what it has found may be asked from any.
 */
public final class ManifestWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestWatcher.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(300);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final ManifestDirectory manifests;
    private final RulePublication publisher;
    private final Consumer<Collection<? extends Control.Subject>> controls;
    private final Thread thread = Thread.ofPlatform().name("alert-manifests").unstarted(this::watch);
    private volatile Manifests current = Manifests.EMPTY;
    /** Whether the rules in the log may differ from the manifests. */
    private boolean unpublished = true;

    private volatile boolean stopped;

    /**
     * Prepares it; nothing is read yet.
     *
     * @param publisher puts the rules of the manifests into the log, from where engines take them
     * @param controls takes all else that manifests say, whenever that has changed
     */
    public ManifestWatcher(
            ManifestDirectory manifests,
            RulePublication publisher,
            Consumer<Collection<? extends Control.Subject>> controls) {
        this.manifests = manifests;
        this.publisher = publisher;
        this.controls = controls;
    }

    /** Reads the manifests for the first time, then goes on to look. */
    public void start() {
        look();
        thread.start();
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
            try {
                Thread.sleep(LOOK_INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
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
                controls.accept(current.controls());
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

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
