package dev.bellwether.query.remote;

/** An answer would hold more samples than allowed. */
final class TooManySamplesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySamplesException(long maxSamples) {
        super("the answer would hold too many samples (limit remoteRead.maxSamples is " + maxSamples
                + "); ask for less time, fewer series, or accept STREAMED_XOR_CHUNKS");
    }
}
