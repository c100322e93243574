package dev.bellwether.agent.scrape.settings;

/**
 * What a target may expose; 0 means no limit.
 *
 * @param bodyBytes bytes of one answer, after decompression
 * @param samples samples of one scrape, after metric relabelling
 * @param labels labels of a series, the metric's name and the target's labels included
 * @param labelNameBytes bytes of a label's name
 * @param labelValueBytes bytes of a label's value
 * @param targets targets of one scrape config, after relabelling
 */
public record ScrapeLimits(
        long bodyBytes, long samples, int labels, int labelNameBytes, int labelValueBytes, int targets) {
    /** No limit at all. */
    public static final ScrapeLimits NONE = new ScrapeLimits(0, 0, 0, 0, 0, 0);

    public ScrapeLimits {
        requireNotNegative("body_size_limit", bodyBytes);
        requireNotNegative("sample_limit", samples);
        requireNotNegative("label_limit", labels);
        requireNotNegative("label_name_length_limit", labelNameBytes);
        requireNotNegative("label_value_length_limit", labelValueBytes);
        requireNotNegative("target_limit", targets);
    }

    private static void requireNotNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " is " + value + ", at least 0 is needed (0 means no limit)");
        }
    }
}
