package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.protocol.codec.EncodedSeries;
import java.util.List;

/**
 * One series of a request.
 *
 * @param known what is known of the series
 * @param encoded the series with what is known of its metric
 * @param timestampMillis times of its float samples
 * @param values their values
 * @param histogramMillis times of its histograms
 * @param histograms the histograms
 */
@SuppressWarnings("ArrayRecordComponent") // Made once for each series of each request, never written to again.
public record IncomingSeries(
        KnownSeries known,
        EncodedSeries encoded,
        long[] timestampMillis,
        double[] values,
        long[] histogramMillis,
        List<NativeHistogram> histograms) {
    /** A series with what its request says of its metric. */
    IncomingSeries(
            KnownSeries known,
            long[] timestampMillis,
            double[] values,
            long[] histogramMillis,
            List<NativeHistogram> histograms) {
        this(known, known.encoded(), timestampMillis, values, histogramMillis, histograms);
    }

    /** Its labels, the name among them. */
    public Labels labels() {
        return known.labels();
    }

    /** What is known of its metric. */
    public MetricMetadata metadata() {
        return encoded.descriptor().metadata();
    }

    /** The same samples of the series as it is written. */
    @SuppressWarnings("ReferenceEquality") // Mostly the same object; equal ones need no other treatment.
    public IncomingSeries with(EncodedSeries described) {
        return described == encoded
                ? this
                : new IncomingSeries(known, described, timestampMillis, values, histogramMillis, histograms);
    }
}
