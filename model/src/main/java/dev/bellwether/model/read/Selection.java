package dev.bellwether.model.read;

import dev.bellwether.model.Matcher;
import java.util.List;

/**
 * Which series and which times to read.
 *
 * @param matchers every one must hold; at least one does not match the empty value
 * @param startMillis first time wanted, included, milliseconds since 1970
 * @param endMillis last time wanted, included
 * @param hints what the reader may use to read less; never needed for a right answer
 */
public record Selection(List<Matcher> matchers, long startMillis, long endMillis, Hints hints) {
    public Selection {
        matchers = List.copyOf(matchers);
    }

    public Selection(List<Matcher> matchers, long startMillis, long endMillis) {
        this(matchers, startMillis, endMillis, Hints.NONE);
    }

    /**
     * What the query will do with the samples, and nothing else: a reader may give other samples with which this very
     * function has the same result over every range. The first range ends {@code rangeMillis - 1} after the selection's
     * start; ranges are open at their beginning.
     *
     * @param stepMillis distance of the evaluations, 0 for an instant
     * @param rangeMillis width of the range selector, 0 for an instant selector
     * @param function name of the function or aggregation around the selector, empty for none
     * @param grouping labels of the aggregation, empty for none
     * @param by whether the grouping keeps (true) or drops (false) these labels
     */
    public record Hints(long stepMillis, long rangeMillis, String function, List<String> grouping, boolean by) {
        /** Nothing is known. */
        public static final Hints NONE = new Hints(0, 0, "", List.of(), false);

        public Hints {
            grouping = List.copyOf(grouping);
        }
    }
}
