package dev.bellwether.query.hosts;

import dev.bellwether.query.exchange.Parameters;

/** Reads {@code limit}. */
final class PageParameters {
    private static final int MOST = 100_000;

    private PageParameters() {}

    /** How many items a page has. */
    static int limit(Parameters parameters, int absent) {
        String text = parameters.first("limit");
        if (text.isEmpty()) {
            return absent;
        }
        if (text.matches("[0-9]{1,9}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw ProblemException.badParameter(
                "limit", "limit is \"" + text + "\", allowed are whole numbers from 1 to " + MOST);
    }
}
