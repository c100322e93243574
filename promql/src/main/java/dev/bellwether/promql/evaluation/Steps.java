package dev.bellwether.promql.evaluation;

/**
 * The times at which a node is evaluated: {@code count} instants, {@code stepMillis} apart.
 *
 * @param startMillis the first time, milliseconds since 1970
 * @param stepMillis the distance of two times, at least 1
 * @param count how many times there are; 0 where the range is empty
 */
public record Steps(long startMillis, long stepMillis, int count) {
    public Steps {
        if (stepMillis < 1) {
            throw new IllegalArgumentException("stepMillis is " + stepMillis + ", at least 1 is needed");
        }
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + ", at least 0 is needed");
        }
    }

    /** One time. */
    public static Steps single(long timeMillis) {
        return new Steps(timeMillis, 1, 1);
    }

    /** Every time from start to end, both included where the step meets them. */
    public static Steps between(long startMillis, long endMillis, long stepMillis) {
        if (endMillis < startMillis) {
            return new Steps(startMillis, stepMillis, 0);
        }
        return new Steps(startMillis, stepMillis, Math.toIntExact((endMillis - startMillis) / stepMillis + 1));
    }

    public long time(int index) {
        return startMillis + index * stepMillis;
    }

    /** The last time; before the start where there is none. */
    public long endMillis() {
        return startMillis + (count - 1L) * stepMillis;
    }

    public boolean isSingle() {
        return count == 1;
    }
}
