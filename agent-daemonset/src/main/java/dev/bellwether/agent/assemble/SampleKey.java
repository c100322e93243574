package dev.bellwether.agent.assemble;

import dev.bellwether.model.Labels;
import dev.bellwether.model.batch.SeriesDescriptor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a sample was handed over with, to be compared with the next tick's without making labels. */
final class SampleKey {
    private final SampleFamily family;
    private final String suffix;
    private final String[] labels;

    SampleKey(SampleFamily family, String suffix, String[] labels) {
        this.family = family;
        this.suffix = suffix;
        this.labels = labels;
    }

    SampleFamily family() {
        return family;
    }

    /** Whether a sample is of this series; the same texts are mostly the same objects. */
    boolean is(SampleFamily otherFamily, String otherSuffix, String[] otherLabels) {
        if (family != otherFamily || labels.length != otherLabels.length || !suffix.equals(otherSuffix)) {
            return false;
        }
        for (int i = labels.length - 1; i >= 0; i--) {
            if (!labels[i].equals(otherLabels[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * The series of this key.
     *
     * @throws IllegalArgumentException where a label's name is empty, stands twice or has no value
     */
    SeriesDescriptor describe() {
        if (labels.length % 2 != 0) {
            throw new IllegalArgumentException("a sample of " + family.name() + suffix
                    + " has a label without a value: " + Arrays.toString(labels));
        }
        Labels.Builder builder = Labels.builder().set(Labels.METRIC_NAME, family.name() + suffix);
        for (int i = 0; i < labels.length; i += 2) {
            if (builder.get(labels[i]) != null) {
                throw new IllegalArgumentException(
                        "a sample of " + family.name() + suffix + " has the label \"" + labels[i] + "\" twice");
            }
            builder.set(labels[i], labels[i + 1]);
        }
        return new SeriesDescriptor(builder.build(), family.metadata());
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof SampleKey other && is(other.family, other.suffix, other.labels);
    }

    @Override
    public int hashCode() {
        return (family.name().hashCode() * 31 + suffix.hashCode()) * 31 + Arrays.hashCode(labels);
    }
}
