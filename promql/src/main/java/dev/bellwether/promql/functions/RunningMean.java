package dev.bellwether.promql.functions;

/**
 * A mean as sum through count; once the sum would overflow, it goes on from mean to mean.
 *
 * <p>Not safe for use by many threads.
 */
public final class RunningMean {
    private CompensatedSum sum;
    private double count = 1;
    private boolean incremental;

    public RunningMean(double first) {
        sum = new CompensatedSum(first);
    }

    public void add(double value) {
        count++;
        if (!incremental) {
            CompensatedSum next = sum.copy();
            next.add(value);
            if (!Double.isInfinite(next.rawSum())) {
                sum = next;
                return;
            }
            incremental = true;
            sum.divide(count - 1);
        }
        sum.scale((count - 1) / count);
        sum.add(value / count);
    }

    public double mean() {
        return incremental ? sum.total() : sum.rawSum() / count + sum.compensation() / count;
    }
}
