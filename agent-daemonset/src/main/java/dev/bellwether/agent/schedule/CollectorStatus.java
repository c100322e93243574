package dev.bellwether.agent.schedule;

/**
 * How a collector's last collection went.
 *
 * @param name the collector, or the target that is scraped
 * @param lastTickMillis its tick, milliseconds since 1970; 0 where there has been none
 * @param lastSeconds how long it took
 * @param error why it failed; empty where it did not
 * @param failures failed collections since the start
 * @param collections all collections since the start
 */
public record CollectorStatus(
        String name, long lastTickMillis, double lastSeconds, String error, long failures, long collections) {
    /** Before the first collection. */
    static CollectorStatus none(String name) {
        return new CollectorStatus(name, 0, 0, "", 0, 0);
    }

    CollectorStatus next(long tickMillis, double seconds, String newError) {
        return new CollectorStatus(
                name, tickMillis, seconds, newError, failures + (newError.isEmpty() ? 0 : 1), collections + 1);
    }
}
