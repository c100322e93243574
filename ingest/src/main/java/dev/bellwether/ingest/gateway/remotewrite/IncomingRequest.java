package dev.bellwether.ingest.gateway.remotewrite;

import dev.bellwether.model.MetricMetadata;
import java.util.List;
import java.util.Map;

/**
 * A request as it was read.
 *
 * @param series its series that can be used, in its order
 * @param rejected one line for each series that breaks the specification; the others are not harmed by it
 * @param metadata what version 1 says of metric families, beside any series
 * @param exemplars how many exemplars there were; they are accepted and not kept
 */
public record IncomingRequest(
        List<IncomingSeries> series, List<String> rejected, Map<String, MetricMetadata> metadata, int exemplars) {
    public IncomingRequest {
        series = List.copyOf(series);
        rejected = List.copyOf(rejected);
        metadata = Map.copyOf(metadata);
    }
}
