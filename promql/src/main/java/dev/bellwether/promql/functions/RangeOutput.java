package dev.bellwether.promql.functions;

import dev.bellwether.model.NativeHistogram;
import dev.bellwether.promql.annotation.Annotation;
import dev.bellwether.promql.annotation.Annotations;
import org.jspecify.annotations.Nullable;

/** What a range function gives for one step: a float, a histogram or nothing. Reused from step to step. */
public final class RangeOutput {
    private final Annotations annotations;
    private boolean present;
    private double value;
    private @Nullable NativeHistogram histogram;

    public RangeOutput(Annotations annotations) {
        this.annotations = annotations;
    }

    /** Forgets the value of the step before. */
    public void clear() {
        present = false;
        histogram = null;
    }

    public void set(double result) {
        present = true;
        value = result;
        histogram = null;
    }

    public void set(NativeHistogram result) {
        present = true;
        histogram = result;
    }

    /** Tells people something about the query. */
    public void annotate(Annotation annotation) {
        annotations.add(annotation);
    }

    public boolean isPresent() {
        return present;
    }

    public double value() {
        return value;
    }

    public @Nullable NativeHistogram histogram() {
        return histogram;
    }
}
