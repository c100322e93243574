package dev.bellwether.promql.histogram;

import dev.bellwether.model.NativeHistogram;

/** Notes what histograms say of counter resets, to find contradictions. Not safe for use by many threads. */
public final class ResetHints {
    private boolean reset;
    private boolean notReset;

    public void note(NativeHistogram histogram) {
        switch (histogram.counterResetHint()) {
            case RESET -> reset = true;
            case NOT_RESET -> notReset = true;
            default -> {
                // Says nothing.
            }
        }
    }

    /** Whether one said that there was a reset and another that there was none. */
    public boolean collide() {
        return reset && notReset;
    }
}
