package dev.bellwether.alert.notify.core;

/**
 * Keeps a notifier whose receiver fails from trying every message: after five failures in a row one attempt is made now
 * and then, until one succeeds.
 */
final class Circuit {
    private static final int FAILURES = 5;
    private static final long FIRST_PAUSE_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private int failures;
    private long failingSince;
    private long openUntil;

    /** Where it stood before a restart: since when the others know, 0 for closed. */
    Circuit(long failingSince) {
        this.failingSince = failingSince;
        this.failures = failingSince == 0 ? 0 : FAILURES;
    }

    boolean isOpen() {
        return failingSince != 0;
    }

    long failingSince() {
        return failingSince;
    }

    /** When the next attempt may be made. */
    long openUntil() {
        return openUntil;
    }

    /** Whether the circuit has opened by this failure. */
    boolean failed(long now) {
        failures++;
        if (failures < FAILURES) {
            return false;
        }
        long pause = FIRST_PAUSE_MILLIS << Math.min(failures - FAILURES, 10);
        openUntil = now + Math.min(LONGEST_PAUSE_MILLIS, pause);
        boolean opens = failingSince == 0;
        if (opens) {
            failingSince = now;
        }
        return opens;
    }

    /** Since when it was open, 0 where it was not; it is closed now. */
    long succeeded() {
        long since = failingSince;
        failures = 0;
        failingSince = 0;
        openUntil = 0;
        return since;
    }
}
