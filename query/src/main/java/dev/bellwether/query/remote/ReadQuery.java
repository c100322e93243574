package dev.bellwether.query.remote;

import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import java.util.List;

/**
 * One query of a {@link ReadRequest}.
 *
 * @param startMillis the first time wanted, included
 * @param endMillis the last time wanted, included
 * @param matchers every one must hold
 */
record ReadQuery(long startMillis, long endMillis, List<Matcher> matchers) {
    ReadQuery {
        matchers = List.copyOf(matchers);
    }

    Selection selection() {
        return new Selection(matchers, startMillis, endMillis);
    }
}
