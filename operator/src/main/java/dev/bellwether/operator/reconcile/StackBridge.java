package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;
import java.util.Optional;

/**
 * What goes on between the API server and the log of one stack: rules, notifiers and silences into the log, their status and
 * the alerts out of it. It works on threads of its own from its start until it is closed.
 */
public interface StackBridge extends AutoCloseable {
    /** Takes the stack as it is now, after each change of its spec; returns soon, never called by two threads at once. */
    void update(MonitoringStack stack);

    /** Why it does not work just now, as a sentence for the stack's status; empty where it works. Any thread asks. */
    Optional<String> problem();

    /** Stops and waits for its threads, a few seconds at most. What is in the log and in the API server stays. */
    @Override
    void close();

    /** Starts bridges: the reconciler has one for each stack whose log is ready, for as long as it leads. */
    @FunctionalInterface
    interface Factory {
        /**
         * Starts a bridge; returns soon, also while the log is away.
         *
         * @param stack the stack as it is now; it must not be changed
         * @param log how to reach its log; a bridge is closed and another started when that changes
         * @param sealingKey the 32 bytes with which notifiers' secrets are sealed; the callee's own copy
         */
        StackBridge start(MonitoringStack stack, LogAccess log, byte[] sealingKey);
    }
}
