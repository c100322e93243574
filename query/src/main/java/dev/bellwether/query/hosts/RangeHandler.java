package dev.bellwether.query.hosts;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.read.Selection;
import dev.bellwether.model.read.SeriesCursor;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.query.exchange.Reply;
import dev.bellwether.query.exchange.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /api/v1/range}: the samples of a metric over time, as they are or at every step, in pages. Safe for use by many
 * threads; nothing is collected in memory.
 */
public final class RangeHandler {
    private final SeriesReader reader;
    private final Duration lookback;
    private final Clock clock;

    /**
     * A handler.
     *
     * @param lookback how old a sample may be to stand for a step
     */
    public RangeHandler(SeriesReader reader, Duration lookback, Clock clock) {
        this.reader = reader;
        this.lookback = lookback;
        this.clock = clock;
    }

    /** A page of samples. */
    public Reply range(Request request) {
        RangeParameters range = RangeParameters.read(request.parameters(), clock.millis());
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(Matcher.equal(Labels.METRIC_NAME, range.metric()));
        if (!range.agent().isEmpty()) {
            matchers.add(Matcher.equal("instance", range.agent()));
        }
        long before = range.stepMillis() > 0 ? lookback.toMillis() - 1 : 0;
        Selection selection = new Selection(
                matchers,
                range.startMillis() - before,
                range.endMillis(),
                new Selection.Hints(range.stepMillis(), 0, "", List.of(), false));
        return Reply.json(200, json -> {
            json.beginObject().name("metric").value(range.metric());
            json.name("start").value(Instant.ofEpochMilli(range.startMillis()).toString());
            json.name("end").value(Instant.ofEpochMilli(range.endMillis()).toString());
            json.name("stepSeconds");
            if (range.stepMillis() > 0) {
                json.value(range.stepMillis() / 1e3);
            } else {
                json.nullValue();
            }
            json.name("series").beginArray();
            RangePage page = new RangePage(range, lookback.toMillis(), json);
            try (SeriesCursor cursor = reader.select(selection)) {
                while (!page.isFull() && cursor.nextSeries()) {
                    page.write(cursor);
                }
            }
            json.endArray().name("nextCursor");
            if (page.isFull()) {
                json.value(page.next().write());
            } else {
                json.nullValue();
            }
            json.endObject();
        });
    }
}
