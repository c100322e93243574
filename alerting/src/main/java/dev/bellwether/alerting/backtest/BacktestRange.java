package dev.bellwether.alerting.backtest;

import java.time.Duration;
import java.time.Instant;

/**
 * The times at which a rule is evaluated.
 *
 * @param start the first
 * @param end none is later
 * @param step their distance, whole milliseconds
 */
public record BacktestRange(Instant start, Instant end, Duration step) {
    private static final long MAX_STEPS = 100_000_000;

    public BacktestRange {
        if (step.toMillis() < 1) {
            throw new IllegalArgumentException("step is " + step + ", at least 1 ms is needed");
        }
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end is " + end + ", before start, which is " + start);
        }
        if (Duration.between(start, end).toMillis() / step.toMillis() > MAX_STEPS) {
            throw new IllegalArgumentException("step is " + step + ", which gives more than " + MAX_STEPS
                    + " evaluations; a longer step is needed");
        }
    }

    long startMillis() {
        return start.toEpochMilli();
    }

    long endMillis() {
        return end.toEpochMilli();
    }

    long stepMillis() {
        return step.toMillis();
    }

    /** How many times there are. */
    public long count() {
        return (endMillis() - startMillis()) / stepMillis() + 1;
    }
}
