package dev.bellwether.promql.functions;

/** {@code avg_over_time}. */
final class MeanOverTime {
    private MeanOverTime() {}

    static void evaluate(Window window, double[] parameters, RangeOutput output) {
        if (Mixture.isMixed(window, output)) {
            return;
        }
        if (window.floatCount() == 0) {
            HistogramsOverTime.mean(window, output);
            return;
        }
        RunningMean mean = new RunningMean(window.value(window.floatStart()));
        for (int i = window.floatStart() + 1; i < window.floatEnd(); i++) {
            mean.add(window.value(i));
        }
        output.set(mean.mean());
    }
}
