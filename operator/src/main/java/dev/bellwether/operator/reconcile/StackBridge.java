package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.stack.MonitoringStack;

/**
 * What goes on between the API server and the log of one stack: rules, notifiers and silences into the log, their status and
 * the alerts out of it. It works on threads of its own from its start until it is closed.
 */
public interface StackBridge extends AutoCloseable {
    /**
     * Takes the stack as it is now, after each change of its spec or its annotations; returns soon, never called by two
     * threads at once. The object must not be changed.
     */
    void update(MonitoringStack stack);

    /** How it does just now, for the stack's status; any thread asks. */
    BridgeReport report();

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
         * @param access how to reach the stack's services; a bridge is closed and another started when that changes
         * @param changed to be run when the report has changed in more than its numbers, so that it is looked at at once;
         *     cheap, from any thread
         */
        StackBridge start(MonitoringStack stack, StackAccess access, Runnable changed);
    }
}
