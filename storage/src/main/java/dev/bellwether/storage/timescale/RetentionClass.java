package dev.bellwether.storage.timescale;

import java.util.Locale;

/** How long the samples of a metric are kept; each class has tables of its own, which are dropped piece by piece. */
public enum RetentionClass {
    SHORT,
    DEFAULT,
    LONG;

    /** As in the database and in table names. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The table of float samples as rows. */
    String sampleTable() {
        return "sample_" + label();
    }

    /** The table of native histograms. */
    String histogramTable() {
        return "histogram_" + label();
    }

    /** The table of packed hours; only in dialects without a columnstore. */
    String packedTable() {
        return "packed_" + label();
    }

    static RetentionClass of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
