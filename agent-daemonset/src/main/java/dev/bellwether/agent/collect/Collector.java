package dev.bellwether.agent.collect;

import java.io.IOException;

/**
 * Reads one part of the machine.
 *
 * <p>The scheduler calls {@link #collect} of one collector never twice at once, on a thread of its own, and interrupts it
 * after its deadline. What a failed collection had handed over is thrown away.
 */
public interface Collector {
    /** The name in configuration, metrics and logs: lower case, as node_exporter spells it where it has the same. */
    String name();

    /**
     * Hands every sample of this moment to the sink, in the same order each time as far as it can: the order of series
     * is what makes a block reusable.
     *
     * @throws IOException where a source cannot be read; a source that this machine does not have is no error
     * @throws InterruptedException where the deadline has passed
     */
    void collect(SampleSink sink) throws IOException, InterruptedException;
}
