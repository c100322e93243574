package dev.bellwether.model.read;

import dev.bellwether.model.Matcher;
import java.util.List;

/**
 * Reads stored series; the only door through which PromQL and the API see data.
 *
 * <p>Implementations are safe for use by many threads; a cursor belongs to the thread that opened it. Every method
 * blocks while it reads and reacts to interruption by throwing {@link SeriesReadException}.
 */
public interface SeriesReader {
    /**
     * Opens the series that fulfil every matcher and have at least one sample in the time range, sorted by labels, each
     * with its samples in the order of time, one per (series, time), stale markers included.
     *
     * @throws SeriesReadException where storage does not answer
     */
    SeriesCursor select(Selection selection);

    /**
     * The labels of every series that fulfils at least one of the lists of matchers, sorted, each once.
     *
     * @param matchers lists of matchers, an empty list of lists selects everything
     * @param startMillis only series that may have samples at or after this time
     * @param endMillis only series that may have samples at or before this time
     * @param limit the most series to return, 0 for all
     */
    List<dev.bellwether.model.Labels> series(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit);

    /** The names of all labels of those series, sorted. See {@link #series} for the parameters. */
    List<String> labelNames(List<List<Matcher>> matchers, long startMillis, long endMillis, int limit);

    /** The values of one label among those series, sorted. See {@link #series} for the parameters. */
    List<String> labelValues(
            String labelName, List<List<Matcher>> matchers, long startMillis, long endMillis, int limit);
}
