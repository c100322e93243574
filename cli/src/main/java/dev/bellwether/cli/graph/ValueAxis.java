package dev.bellwether.cli.graph;

import dev.bellwether.cli.output.ShortNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * The range of values with round numbers at its ends and in between.
 *
 * @param lowest the value at the bottom
 * @param highest the value at the top, above the lowest
 * @param step the distance of the round numbers
 */
record ValueAxis(double lowest, double highest, double step) {
    /** An axis that holds both values and has about so many round numbers. */
    static ValueAxis of(double lowest, double highest, int wanted) {
        double low = lowest;
        double high = highest;
        if (high - low <= Math.abs(high) * 1e-9) {
            double margin = high == 0 ? 1 : Math.abs(high) * 0.5;
            low -= margin;
            high += margin;
            if (lowest >= 0) {
                low = Math.max(0, low);
            }
        }
        if (low > 0 && low < 0.3 * high) {
            low = 0;
        }
        double step = roundStep((high / Math.max(1, wanted)) - (low / Math.max(1, wanted)));
        return new ValueAxis(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
    }

    private static double roundStep(double exact) {
        double power = Math.pow(10, Math.floor(Math.log10(exact)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= exact * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** The round numbers from the bottom to the top. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long count = Math.round((highest - lowest) / step);
        for (long i = 0; i <= count && i < 1000; i++) {
            double value = lowest + i * step;
            ticks.add(Math.abs(value) < step * 1e-6 ? 0.0 : value);
        }
        return ticks;
    }

    /** A round number as text. */
    static String label(double tick) {
        return ShortNumber.of(tick, 4);
    }

    /** Where a value is, from 0 at the bottom to 1 at the top. */
    double share(double value) {
        return (value - lowest) / (highest - lowest);
    }
}
