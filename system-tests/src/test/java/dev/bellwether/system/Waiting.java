package dev.bellwether.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits until something holds. The bounds are generous: they end a test that would never end, they measure nothing. */
final class Waiting {
    static final Duration PATIENCE = Duration.ofMinutes(Scale.of(3, 15));
    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    /**
     * Waits until a condition holds.
     *
     * @param what says in a failure what was waited for; asked at the end, so that it can tell how far things came
     */
    static void until(Supplier<String> what, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what.get(), e);
            } catch (Exception e) {
                last = e;
            }
            pause();
        }
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain: " + what.get(), last);
    }

    static void until(String what, Callable<Boolean> condition) {
        until(() -> what, condition);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
