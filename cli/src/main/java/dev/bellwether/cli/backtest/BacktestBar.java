package dev.bellwether.cli.backtest;

import dev.bellwether.alerting.backtest.BacktestProgress;
import dev.bellwether.cli.terminal.Terminal;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error that tells how far a backtest has come; close it to take it away. */
final class BacktestBar implements BacktestProgress, AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;

    BacktestBar(String name, Terminal terminal) {
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new Line(terminal.err(), Math.clamp(terminal.columns() - 1L, 20, 120)))
                .build();
    }

    @Override
    public void advanced(long evaluations, long of, long firings) {
        bar.maxHint(of);
        bar.stepTo(evaluations);
        bar.setExtraMessage(firings + (firings == 1 ? " firing" : " firings"));
    }

    @Override
    public void close() {
        bar.close();
    }

    /** One line that is written over and over. */
    private record Line(PrintWriter out, int width) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return width;
        }

        @Override
        public void accept(String rendered) {
            out.print("\r" + rendered);
            out.flush();
        }

        @Override
        public void close() {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        }
    }
}
