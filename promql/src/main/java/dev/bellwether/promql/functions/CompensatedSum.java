package dev.bellwether.promql.functions;

/** A sum with Neumaier's compensation of rounding errors, as Prometheus sums. Not safe for use by many threads. */
public final class CompensatedSum {
    private double sum;
    private double compensation;

    public CompensatedSum() {}

    public CompensatedSum(double start) {
        sum = start;
    }

    public void add(double value) {
        double total = sum + value;
        if (Double.isInfinite(total)) {
            compensation = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            compensation += (sum - total) + value;
        } else {
            compensation += (value - total) + sum;
        }
        sum = total;
    }

    /** Adds without compensation. */
    public void addPlain(double value) {
        sum += value;
    }

    public CompensatedSum copy() {
        CompensatedSum copy = new CompensatedSum(sum);
        copy.compensation = compensation;
        return copy;
    }

    /** Multiplies the sum and its compensation. */
    public void scale(double factor) {
        sum *= factor;
        // No error stays none, also times infinity.
        if (compensation != 0) {
            compensation *= factor;
        }
    }

    /** Divides the sum and its compensation. */
    public void divide(double divisor) {
        sum /= divisor;
        if (compensation != 0) {
            compensation /= divisor;
        }
    }

    /** The sum without its compensation. */
    public double rawSum() {
        return sum;
    }

    public double compensation() {
        return compensation;
    }

    public double total() {
        return sum + compensation;
    }
}
