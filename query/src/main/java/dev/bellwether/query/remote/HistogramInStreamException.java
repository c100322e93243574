package dev.bellwether.query.remote;

import dev.bellwether.model.Labels;

/** A native histogram was met in an answer whose chunks hold floats. */
final class HistogramInStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistogramInStreamException(Labels labels) {
        super("series " + labels + " has native histograms, which STREAMED_XOR_CHUNKS cannot carry here;"
                + " accept SAMPLES (accepted_response_types 0) first");
    }
}
