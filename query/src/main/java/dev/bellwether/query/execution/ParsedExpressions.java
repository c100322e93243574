package dev.bellwether.query.execution;

import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import java.util.LinkedHashMap;

/**
 * Keeps the expressions that were asked for last, by their text: dashboards ask the same ones again and again, and the engine
 * keeps the plan of the very same tree. Safe for use by many threads.
 */
final class ParsedExpressions {
    private static final int MOST = 512;
    private static final int LONGEST_TEXT = 4_096;

    private final LinkedHashMap<String, Expression> kept = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * The expression of a text, parsed now or before.
     *
     * @throws dev.bellwether.promql.parser.PromqlSyntaxException where it is none
     */
    Expression parse(String text) {
        synchronized (kept) {
            Expression known = kept.get(text);
            if (known != null) {
                return known;
            }
        }
        Expression parsed = PromqlParser.parse(text, ParserOptions.ALL);
        if (text.length() <= LONGEST_TEXT) {
            keep(text, parsed);
        }
        return parsed;
    }

    private void keep(String text, Expression parsed) {
        synchronized (kept) {
            kept.put(text, parsed);
            if (kept.size() > MOST) {
                kept.pollFirstEntry();
            }
        }
    }
}
