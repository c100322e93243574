package dev.bellwether.promql.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample in a case: {@code [time, value]} or {@code [time, {"h": histogram}]}.
 *
 * @param histogram null for a float
 */
record CaseSample(long timeMillis, double value, @Nullable CaseHistogram histogram) {

    static CaseSample of(Object json) {
        if (!(json instanceof List<?> pair) || pair.size() < 2) {
            throw new IllegalArgumentException("expected a time and a value, got " + json);
        }
        long time = (long) JsonObject.number(pair.get(0));
        Object value = pair.get(1);
        if (value instanceof Double || value instanceof String) {
            return new CaseSample(time, JsonObject.number(value), null);
        }
        return new CaseSample(time, 0, CaseHistogram.of(JsonObject.of(value).object("h")));
    }
}
