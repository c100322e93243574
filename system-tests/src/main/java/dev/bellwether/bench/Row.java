package dev.bellwether.bench;

/**
 * A line of the table.
 *
 * @param figure what is measured
 * @param measured our number with its unit
 * @param reference the reference's number from the same run; empty where there is none
 * @param ratio ours to the reference's; empty where there is none
 * @param target what is to be reached; empty for a line that only informs
 * @param verdict whether it is
 * @param note how it was measured, what is counted and what is not
 */
record Row(
        String figure, String measured, String reference, String ratio, String target, Verdict verdict, String note) {
    /** Whether a target is reached. */
    enum Verdict {
        YES("yes"),
        NO("**no**"),
        SKIPPED("skipped"),
        FAILED("failed"),
        NONE("–");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        static Verdict of(boolean reached) {
            return reached ? YES : NO;
        }

        String text() {
            return text;
        }
    }

    static Row skipped(String figure, String target, String reason) {
        return new Row(figure, "–", "", "", target, Verdict.SKIPPED, reason);
    }

    static Row failed(String figure, String reason) {
        return new Row(figure, "–", "", "", "", Verdict.FAILED, reason);
    }
}
