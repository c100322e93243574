package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge of one stack: starts when its log is ready for the first time, starts anew when the way there changes. */
final class RunningBridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningBridge.class);

    private final Optional<StackBridge.Factory> factory;
    private final Runnable changed;
    private @Nullable StackBridge bridge;
    private @Nullable StackAccess access;
    private String seen = "";
    private boolean closed;

    RunningBridge(Optional<StackBridge.Factory> factory, Runnable changed) {
        this.factory = factory;
        this.changed = changed;
    }

    /** Whether the operator has bridges at all. */
    boolean exists() {
        return factory.isPresent();
    }

    /** Starts the bridge where it can, tells it what is new; gives its report, empty while it has not started. */
    synchronized Optional<BridgeReport> follow(MonitoringStack stack, StackAccess way, boolean logIsReady) {
        try {
            return followed(stack, way, logIsReady);
        } catch (IllegalArgumentException e) {
            // What it was given cannot be used: that stands in the status, and the rest of the stack goes on.
            return Optional.of(new BridgeReport(Optional.of(String.valueOf(e.getMessage())), null, null, null, null));
        }
    }

    private Optional<BridgeReport> followed(MonitoringStack stack, StackAccess way, boolean logIsReady) {
        if (factory.isEmpty() || closed) {
            return Optional.empty();
        }
        if (bridge != null && !way.equals(access)) {
            LOG.info(
                    "stack={} is reached in another way, its bridge starts anew",
                    stack.getMetadata().getName());
            stop();
        }
        String version = version(stack);
        if (bridge == null) {
            if (!logIsReady) {
                return Optional.empty();
            }
            bridge = factory.get().start(stack, way, changed);
            access = way;
        } else if (!version.equals(seen)) {
            bridge.update(stack);
        }
        seen = version;
        return Optional.of(bridge.report());
    }

    private static String version(MonitoringStack stack) {
        return stack.getMetadata().getGeneration() + " "
                + Objects.requireNonNullElse(stack.getMetadata().getAnnotations(), Map.of());
    }

    private void stop() {
        if (bridge != null) {
            bridge.close();
            bridge = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
