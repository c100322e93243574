package dev.bellwether.operator.reconcile;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What is remembered of each stack between reconciliations. Safe for use by many threads. */
final class StackMemories implements AutoCloseable {
    private final Map<String, StackMemory> memories = new ConcurrentHashMap<>();
    private final Optional<StackBridge.Factory> bridges;
    private final Consumer<String> wake;

    /**
     * Nothing yet.
     *
     * @param wake has a stack looked at again, by its name
     */
    StackMemories(Optional<StackBridge.Factory> bridges, Consumer<String> wake) {
        this.bridges = bridges;
        this.wake = wake;
    }

    StackMemory of(String stack) {
        return memories.computeIfAbsent(
                stack,
                name -> new StackMemory(
                        new WrittenVersions(System::nanoTime), new RunningBridge(bridges, () -> wake.accept(name))));
    }

    /** The stack is gone: its bridge ends. */
    void forget(String stack) {
        StackMemory memory = memories.remove(stack);
        if (memory != null) {
            memory.bridge().close();
        }
    }

    @Override
    public void close() {
        memories.keySet().forEach(this::forget);
    }
}
