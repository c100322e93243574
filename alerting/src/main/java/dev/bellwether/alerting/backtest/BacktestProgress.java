package dev.bellwether.alerting.backtest;

/** Hears how far a backtest has come. Called by the thread that runs it, now and then. */
@FunctionalInterface
public interface BacktestProgress {
    /** Says nothing. */
    BacktestProgress NONE = (evaluations, of, firings) -> {};

    /**
     * So far the rule was evaluated so often.
     *
     * @param evaluations how often until now
     * @param of how often it will be in all
     * @param firings how often an alert has begun to fire
     */
    void advanced(long evaluations, long of, long firings);
}
