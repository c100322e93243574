package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.Labels;
import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.NativeHistogram;
import java.util.List;

/**
 * One series of a request.
 *
 * @param labels its labels, the name among them
 * @param metadata what the request says of its metric
 * @param timestampMillis times of its float samples
 * @param values their values
 * @param histogramMillis times of its histograms
 * @param histograms the histograms
 */
@SuppressWarnings("ArrayRecordComponent") // Made once for each series of each request, never written to again.
public record IncomingSeries(
        Labels labels,
        MetricMetadata metadata,
        long[] timestampMillis,
        double[] values,
        long[] histogramMillis,
        List<NativeHistogram> histograms) {}
