package dev.bellwether.promql.functions;

/** {@code sum_over_time}. */
final class SumOverTime {
    private SumOverTime() {}

    static void evaluate(Window window, double[] parameters, RangeOutput output) {
        if (Mixture.isMixed(window, output)) {
            return;
        }
        if (window.floatCount() == 0) {
            HistogramsOverTime.sum(window, output);
            return;
        }
        CompensatedSum sum = new CompensatedSum();
        for (int i = window.floatStart(); i < window.floatEnd(); i++) {
            sum.add(window.value(i));
        }
        output.set(Double.isInfinite(sum.rawSum()) ? sum.rawSum() : sum.total());
    }
}
