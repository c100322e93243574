package dev.bellwether.model.batch;

/**
 * Sequence numbers from {@code first} to {@code last}, both included.
 *
 * @param first at least 1
 * @param last at least {@code first}
 */
public record SequenceRange(long first, long last) {
    public SequenceRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("sequence range is " + first + " to " + last
                    + "; it must start at 1 or later and not run backwards");
        }
    }
}
