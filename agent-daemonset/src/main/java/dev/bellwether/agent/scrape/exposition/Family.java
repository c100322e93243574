package dev.bellwether.agent.scrape.exposition;

import dev.bellwether.model.MetricMetadata;
import dev.bellwether.model.MetricType;

/**
 * A metric family as the exposition describes it.
 *
 * <p>Belongs to its parser and changes as the parser reads on; {@link #metadata} is an immutable value and stays the same
 * object while nothing of it changes. Not safe for use by many threads.
 */
public final class Family {
    private final String name;
    private MetricMetadata metadata = MetricMetadata.UNKNOWN;

    public Family(String name) {
        this.name = name;
    }

    /** The family's name: without {@code _total}, {@code _bucket} and their like where the format splits them off. */
    public String name() {
        return name;
    }

    /** Type, unit and help as far as they have been read. */
    public MetricMetadata metadata() {
        return metadata;
    }

    public MetricType type() {
        return metadata.type();
    }

    public String help() {
        return metadata.help();
    }

    /** Sets what is known; keeps the present object where it says the same. */
    public void describe(MetricType type, String unit, String help) {
        if (type != metadata.type() || !unit.equals(metadata.unit()) || !help.equals(metadata.help())) {
            metadata = new MetricMetadata(type, unit, help);
        }
    }

    /** Whether this type's samples may carry a suffix to the family's name; every type allows none. */
    public boolean allowsSuffix(String suffix) {
        return switch (metadata.type()) {
            case COUNTER -> suffix.equals("_total") || suffix.equals("_created");
            case HISTOGRAM ->
                suffix.equals("_bucket")
                        || suffix.equals("_sum")
                        || suffix.equals("_count")
                        || suffix.equals("_created");
            case GAUGE_HISTOGRAM ->
                suffix.equals("_bucket")
                        || suffix.equals("_gsum")
                        || suffix.equals("_gcount")
                        || suffix.equals("_sum")
                        || suffix.equals("_count");
            case SUMMARY -> suffix.equals("_sum") || suffix.equals("_count") || suffix.equals("_created");
            case INFO -> suffix.equals("_info");
            case GAUGE, STATE_SET, UNKNOWN -> false;
        };
    }
}
