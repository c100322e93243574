package dev.bellwether.agent.schedule;

import java.time.Duration;

/** Time and threads, as a scheduler needs them: the door at which tests hold the clock. Safe for use by many threads. */
public interface Timeline {
    /** The wall clock, milliseconds since 1970, UTC; may jump. */
    long wallMillis();

    /** A clock that never jumps, in nanoseconds. */
    long nanos();

    /** Runs a short task, which must not block, after a delay by the clock that never jumps. */
    Cancellable after(Duration delay, Runnable task);

    /** Runs a task that may block, on a thread that it has to itself. */
    void execute(Runnable task);

    /** Something that has been planned. */
    interface Cancellable {
        /** Lets it not happen, where it has not happened yet. */
        void cancel();
    }
}
