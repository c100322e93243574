package dev.bellwether.promql.functions;

/**
 * A mean as sum through count, with compensation of rounding errors; once the sum would overflow, it goes on from mean to
 * mean.
 *
 * <p>Not safe for use by many threads.
 */
public final class RunningMean {
    /** The sum, or the mean so far where {@code incremental} holds. */
    private double sum;

    private double compensation;
    private double count = 1;
    private boolean incremental;

    public RunningMean(double first) {
        sum = first;
    }

    public void add(double value) {
        count++;
        if (!incremental) {
            double total = sum + value;
            if (!Double.isInfinite(total)) {
                compensate(value, total);
                return;
            }
            incremental = true;
            sum /= count - 1;
            compensation /= count - 1;
        }
        double weight = (count - 1) / count;
        sum *= weight;
        compensation *= weight;
        double share = value / count;
        double total = sum + share;
        if (Double.isInfinite(total)) {
            compensation = 0;
            sum = total;
        } else {
            compensate(share, total);
        }
    }

    private void compensate(double value, double total) {
        if (Math.abs(sum) >= Math.abs(value)) {
            compensation += (sum - total) + value;
        } else {
            compensation += (value - total) + sum;
        }
        sum = total;
    }

    public double mean() {
        return incremental ? sum + compensation : sum / count + compensation / count;
    }
}
