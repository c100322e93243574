package dev.bellwether.alerting.rules;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import java.util.List;
import java.util.stream.Stream;

/** Which series have been heard of lately; tells silence from good news. Called by the thread that evaluates. */
public interface SeriesActivity {
    /** The series that fulfil every condition, those that have fallen silent among them. */
    Stream<? extends ObservedSeries> matching(List<Matcher> matchers);

    /** A series and its newest sample. */
    interface ObservedSeries {
        Labels labels();

        /** The newest sample's time in milliseconds since 1970, or the least long where there is none. */
        long newestMillis();

        /** Whether the newest sample says that the series has ended. */
        boolean ended();
    }
}
