package dev.bellwether.promql.functions;

/** A function of the samples in a range, such as {@code rate}. Implementations keep no state between calls. */
public interface RangeFunction {
    /**
     * Computes the value for the window's step; called only where the window has a sample.
     *
     * @param window the samples
     * @param parameters the scalar arguments at this step, in their order
     * @param output takes the value, or nothing
     */
    void evaluate(Window window, double[] parameters, RangeOutput output);
}
