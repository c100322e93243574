package dev.bellwether.agent.wal;

import java.util.Map;

/**
 * The log at one moment.
 *
 * @param incarnation the agent's incarnation
 * @param depthBytes bytes that wait for an acknowledgement, whole segments counted
 * @param depthBatches batches that wait for an acknowledgement
 * @param oldestMillis when the oldest of them was appended, milliseconds since 1970; 0 where none waits
 * @param segments how many segments there are
 * @param appendedBatches batches appended since the start
 * @param appendedSamples samples appended since the start
 * @param droppedBatches batches dropped since the start, by reason
 * @param droppedSamples samples dropped since the start, by reason
 * @param trouble what is wrong with the disk; empty where nothing is
 */
public record WalStatus(
        long incarnation,
        long depthBytes,
        long depthBatches,
        long oldestMillis,
        int segments,
        long appendedBatches,
        long appendedSamples,
        Map<DropReason, Long> droppedBatches,
        Map<DropReason, Long> droppedSamples,
        String trouble) {
    public WalStatus {
        droppedBatches = Map.copyOf(droppedBatches);
        droppedSamples = Map.copyOf(droppedSamples);
    }
}
