package dev.bellwether.cli.output;

import dev.bellwether.cli.api.QueryData.Point;
import java.util.Arrays;
import java.util.List;

/** A line of values as blocks of rising height: {@code ▁▂▅█▇  ▃}. Stateless. */
public final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /**
     * The line.
     *
     * @param width characters, each the mean of the points in its part of the range; a part without points is blank
     */
    public static String of(List<Point> points, long startMillis, long endMillis, int width) {
        double[] sums = new double[width];
        int[] counts = new int[width];
        long length = Math.max(1, endMillis - startMillis);
        for (Point point : points) {
            if (Double.isFinite(point.number())) {
                int at = (int) Math.clamp((point.timestampMillis() - startMillis) * width / length, 0, width - 1);
                sums[at] += point.number();
                counts[at]++;
            }
        }
        double[] means = new double[width];
        Arrays.setAll(means, i -> counts[i] == 0 ? Double.NaN : sums[i] / counts[i]);
        double lowest = Arrays.stream(means).filter(Double::isFinite).min().orElse(0);
        double highest = Arrays.stream(means).filter(Double::isFinite).max().orElse(0);
        StringBuilder line = new StringBuilder(width);
        for (double mean : means) {
            line.append(Double.isFinite(mean) ? block(mean, lowest, highest) : ' ');
        }
        return line.toString().stripTrailing();
    }

    private static char block(double value, double lowest, double highest) {
        double share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.4;
        return BLOCKS.charAt((int) Math.clamp((long) (share * BLOCKS.length()), 0, BLOCKS.length() - 1));
    }
}
