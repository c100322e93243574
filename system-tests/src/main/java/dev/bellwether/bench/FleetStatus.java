package dev.bellwether.bench;

/**
 * How simulated agents do.
 *
 * @param samples appended to their logs
 * @param waitingBatches appended and not acknowledged
 * @param droppedSamples lost on the way
 */
record FleetStatus(long samples, long waitingBatches, long droppedSamples) {
    String line() {
        return samples + " " + waitingBatches + " " + droppedSamples;
    }

    static FleetStatus parse(String line) {
        String[] words = line.split(" ");
        return new FleetStatus(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
