package dev.bellwether.bench;

/**
 * How a writer does.
 *
 * @param samples written since it began
 * @param lagRecords records of the log not dealt with yet, measured each second
 * @param flushes transactions since it began
 * @param visibleMedian seconds from the gateway's accept until rows are visible, of the oldest batch of each transaction
 *     of the last minute
 * @param visibleWorst the 99th percentile of the same
 */
record WriterStatus(long samples, long lagRecords, long flushes, double visibleMedian, double visibleWorst) {
    String line() {
        return samples + " " + lagRecords + " " + flushes + " " + visibleMedian + " " + visibleWorst;
    }

    static WriterStatus parse(String line) {
        String[] words = line.split(" ");
        return new WriterStatus(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]));
    }
}
