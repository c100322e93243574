package dev.bellwether.alerting.backtest;

import dev.bellwether.alerting.replay.AlertReplay;
import dev.bellwether.alerting.replay.ReplayContext;
import dev.bellwether.alerting.replay.SeriesPresence;
import dev.bellwether.alerting.replay.UnusableResultException;
import dev.bellwether.alerting.rules.CompiledRule;
import dev.bellwether.alerting.state.Evaluation.Trace;
import dev.bellwether.alerting.template.PromqlQuery;
import dev.bellwether.alerting.template.TemplateLimits;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.Alert;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.model.read.SeriesReader;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.evaluation.QueryResult;
import dev.bellwether.promql.printer.ExpressionPrinter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a rule over stored data: range queries over stretches of time give the results of many evaluations at once, and the
 * state machine takes them one by one, as the engine does.
 *
 * <pre>{@code
 * BacktestResult result = new Backtest(engine, reader, externalLabels, externalUrl)
 *         .run(rule, new BacktestRange(start, end, Duration.ofSeconds(15)), BacktestProgress.NONE);
 * }</pre>
 *
 * <p>Safe for use by many threads; a run blocks the thread that asks for it, and interrupting that thread ends it.
 */
public final class Backtest {
    private static final long SHORTEST_STRETCH = 1_000;
    private static final long LONGEST_STRETCH = 10_000;

    /** What makes an expression give something else in a range than at an instant. */
    private static final Pattern DEPENDS_ON_RANGE = Pattern.compile("\\b(?:start|end|step|range)\\s*\\(");

    private final QueryEngine engine;
    private final SeriesReader reader;
    private final ReplayContext context;

    /**
     * Composes it.
     *
     * @param engine evaluates; its limits hold for each stretch of time
     * @param externalLabels the labels of the whole system, for templates
     * @param externalUrl under which people reach the system, for templates, may be empty
     */
    public Backtest(QueryEngine engine, SeriesReader reader, Labels externalLabels, String externalUrl) {
        this.engine = engine;
        this.reader = reader;
        this.context =
                new ReplayContext(externalLabels, externalUrl, new PromqlQuery(engine, reader), TemplateLimits.RULE);
    }

    /**
     * Runs a rule. An evaluation that fails changes nothing, and is counted.
     *
     * @throws dev.bellwether.promql.parser.PromqlSyntaxException where the rule's expression is none
     * @throws dev.bellwether.alerting.template.TemplateException where a template of the rule cannot be read
     * @throws QueryException of type canceled where the thread is interrupted
     * @throws UnusableResultException where it gives more than 100,000 alerts in all
     */
    public BacktestResult run(AlertRule rule, BacktestRange range, BacktestProgress progress) {
        return new Run(rule, range, progress).result();
    }

    private final class Run {
        private final CompiledRule compiled;
        private final BacktestRange range;
        private final BacktestProgress progress;
        private final AlertReplay replay;
        private final BacktestRecord record;
        private final long offsetMillis;
        private final long lookbackMillis;
        private @Nullable SeriesPresence presence;

        Run(AlertRule rule, BacktestRange range, BacktestProgress progress) {
            Duration lookback = engine.options().lookbackDelta();
            this.compiled = CompiledRule.compile(rule, lookback);
            this.range = range;
            this.progress = progress;
            this.replay = new AlertReplay(rule, context);
            this.record = new BacktestRecord(replay);
            this.offsetMillis = rule.schedule().offset().toMillis();
            this.lookbackMillis = lookback.toMillis();
        }

        BacktestResult result() {
            long step = range.stepMillis();
            long stretch = DEPENDS_ON_RANGE
                            .matcher(ExpressionPrinter.print(compiled.expression()))
                            .find()
                    ? 1
                    : stretch(step);
            long start = range.startMillis();
            while (start <= range.endMillis()) {
                long end = Math.min(start + (stretch - 1) * step, range.endMillis());
                stretch(start, end);
                progress.advanced(record.evaluations(), range.count(), record.firings());
                start += stretch * step;
            }
            return record.result(range.endMillis());
        }

        /** How many evaluations one query gives: the more the farther the expression looks back, for that is read again. */
        private long stretch(long step) {
            long wanted = compiled.window().toMillis() * 4 / step;
            long allowed = Math.min(LONGEST_STRETCH, engine.options().maxPointsPerSeries());
            return Math.min(allowed, Math.max(SHORTEST_STRETCH, wanted));
        }

        /** A stretch that is too much at once, or in which an evaluation fails, is taken in halves. */
        private void stretch(long start, long end) {
            long count = (end - start) / range.stepMillis() + 1;
            ResultColumns columns;
            try {
                columns = columns(start, end, count);
            } catch (QueryException e) {
                if (e.type() == QueryException.Type.CANCELED) {
                    throw e;
                }
                if (count == 1) {
                    record.evaluated();
                    record.failed(start, String.valueOf(e.getMessage()));
                    return;
                }
                long middle = start + (count / 2 - 1) * range.stepMillis();
                stretch(start, middle);
                stretch(middle + range.stepMillis(), end);
                return;
            }
            for (long time = start; time <= end; time += range.stepMillis()) {
                evaluation(columns, time);
            }
        }

        private ResultColumns columns(long start, long end, long count) {
            long from = start - offsetMillis;
            QueryResult result = count == 1
                    ? engine.instant(compiled.expression(), from, reader)
                    : engine.range(
                            compiled.expression(),
                            from,
                            end - offsetMillis,
                            Duration.ofMillis(range.stepMillis()),
                            reader);
            return ResultColumns.of(result);
        }

        private void evaluation(ResultColumns columns, long time) {
            record.evaluated();
            List<QueryResult.Sample> elements = columns.at(time - offsetMillis);
            List<Alert> announced;
            try {
                announced = replay.next(elements, time, this::trace);
            } catch (UnusableResultException e) {
                record.failed(time, String.valueOf(e.getMessage()));
                return;
            }
            record.announced(announced, time);
        }

        private Trace trace(Labels element, long time) {
            SeriesPresence known = presence;
            if (known == null) {
                known = SeriesPresence.read(
                        reader,
                        compiled.selectors(),
                        range.startMillis() - offsetMillis,
                        range.endMillis() - offsetMillis,
                        lookbackMillis);
                presence = known;
            }
            return known.of(element, time - offsetMillis);
        }
    }
}
