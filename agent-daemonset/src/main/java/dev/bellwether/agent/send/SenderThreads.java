package dev.bellwether.agent.send;

import java.util.concurrent.ThreadFactory;

/** Threads of the sender: daemons with small stacks. */
final class SenderThreads {
    private static final long STACK_BYTES = 256 * 1024;

    private SenderThreads() {}

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }
}
