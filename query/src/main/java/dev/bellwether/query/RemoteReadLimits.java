package dev.bellwether.query;

/**
 * What one reader over the remote read protocol may ask for.
 *
 * @param maxRequestBytes the most bytes of a request once it is unpacked, 1 to 2³¹ − 1
 * @param maxConcurrentReads how many reads run at the same time, 1 to 1,000; others wait in the order of their arrival
 * @param maxSamples the most samples of an answer in the form SAMPLES, which is held in memory, at least 1; the form
 *     STREAMED_XOR_CHUNKS has no such limit
 * @param maxFrameBytes where a frame of the form STREAMED_XOR_CHUNKS ends, 1 KiB to 64 MiB
 */
public record RemoteReadLimits(int maxRequestBytes, int maxConcurrentReads, long maxSamples, int maxFrameBytes) {
    /** 4 MiB, 10 reads, 10 million samples, frames of 1 MiB. */
    public static final RemoteReadLimits DEFAULT = new RemoteReadLimits(4 * 1024 * 1024, 10, 10_000_000, 1024 * 1024);

    private static final int LEAST_FRAME_BYTES = 1024;
    private static final int MOST_FRAME_BYTES = 64 * 1024 * 1024;

    public RemoteReadLimits {
        if (maxRequestBytes < 1) {
            throw new IllegalArgumentException(
                    "remoteRead.maxRequestBytes is " + maxRequestBytes + ", at least 1 is needed");
        }
        if (maxConcurrentReads < 1 || maxConcurrentReads > 1_000) {
            throw new IllegalArgumentException(
                    "remoteRead.maxConcurrentReads is " + maxConcurrentReads + ", allowed are 1 to 1000");
        }
        if (maxSamples < 1) {
            throw new IllegalArgumentException("remoteRead.maxSamples is " + maxSamples + ", at least 1 is needed");
        }
        if (maxFrameBytes < LEAST_FRAME_BYTES || maxFrameBytes > MOST_FRAME_BYTES) {
            throw new IllegalArgumentException("remoteRead.maxFrameBytes is " + maxFrameBytes + ", allowed are "
                    + LEAST_FRAME_BYTES + " to " + MOST_FRAME_BYTES);
        }
    }
}
