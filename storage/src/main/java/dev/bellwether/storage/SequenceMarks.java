package dev.bellwether.storage;

import dev.bellwether.model.batch.SequenceRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sequence numbers of one sender are in: all up to {@code contiguous}, and the ranges above it.
 *
 * <p>Only a number inside this set is a duplicate; a number below a gap is not.
 *
 * @param contiguous every number from 1 to this one is in (or will never come); 0 for none
 * @param above ranges beyond {@code contiguous + 1}, ascending, not touching; at most {@value #MAX_RANGES}
 */
public record SequenceMarks(long contiguous, List<SequenceRange> above) {
    /** The most ranges remembered above the contiguous mark. */
    public static final int MAX_RANGES = 1_024;

    /** Nothing is in. */
    public static final SequenceMarks NONE = new SequenceMarks(0, List.of());

    public SequenceMarks {
        above = List.copyOf(above);
        if (above.size() > MAX_RANGES) {
            throw new IllegalArgumentException(
                    above.size() + " ranges above the contiguous mark, allowed are " + MAX_RANGES);
        }
    }

    /** Whether the number is in. */
    public boolean contains(long sequence) {
        if (sequence <= contiguous) {
            return true;
        }
        for (SequenceRange range : above) {
            if (sequence >= range.first() && sequence <= range.last()) {
                return true;
            }
        }
        return false;
    }

    /**
     * These marks with a range added.
     *
     * @throws IllegalArgumentException where more than {@value #MAX_RANGES} ranges would stand above the mark
     */
    public SequenceMarks with(SequenceRange added) {
        if (added.last() <= contiguous) {
            return this;
        }
        long first = added.first();
        long last = added.last();
        ArrayList<SequenceRange> merged = new ArrayList<>(above.size() + 1);
        boolean placed = false;
        for (SequenceRange range : above) {
            if (range.last() < first - 1) {
                merged.add(range);
            } else if (range.first() - 1 > last) {
                if (!placed) {
                    merged.add(new SequenceRange(first, last));
                    placed = true;
                }
                merged.add(range);
            } else {
                first = Math.min(first, range.first());
                last = Math.max(last, range.last());
            }
        }
        if (!placed) {
            merged.add(new SequenceRange(first, last));
        }
        long mark = contiguous;
        while (!merged.isEmpty() && merged.getFirst().first() <= mark + 1) {
            mark = Math.max(mark, merged.removeFirst().last());
        }
        return new SequenceMarks(mark, merged);
    }
}
