package dev.bellwether.cli.backtest;

import dev.bellwether.alerting.backtest.Backtest;
import dev.bellwether.alerting.backtest.BacktestProgress;
import dev.bellwether.alerting.backtest.BacktestRange;
import dev.bellwether.alerting.backtest.BacktestResult;
import dev.bellwether.alerting.replay.UnusableResultException;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.output.JsonText;
import dev.bellwether.cli.output.OutputFormat;
import dev.bellwether.cli.query.QueryOptions;
import dev.bellwether.cli.remote.RemoteSeriesReader;
import dev.bellwether.cli.terminal.Colour;
import dev.bellwether.cli.terminal.CommandContext;
import dev.bellwether.cli.terminal.CommandFailure;
import dev.bellwether.cli.terminal.Terminal;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryException;
import dev.bellwether.promql.parser.PromqlDuration;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellwether backtest}. */
@Command(
        name = "backtest",
        description = {
            "Tries a rule on the server's stored data: how often it would have fired, for how long, for which series, and"
                    + " what it would have sent. Changes nothing."
        },
        sortOptions = false,
        footer = {
            "",
            "Times are RFC 3339, seconds since 1970, now, or a distance from now such as -1h.",
            "",
            "Examples:",
            "  bellwether backtest HighLoad --last 7d",
            "  bellwether backtest rules.yml --rule HighLoad --start -2d --end -1d --step 1m",
            "  bellwether backtest HighLoad --compare rules.yml --last 7d"
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final Duration DEFAULT_STEP = Duration.ofSeconds(15);

    private final CommandContext context;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Parameters(
            paramLabel = "RULE_FILE|RULE",
            description = "a file of rules (- for the standard input), or the name of a rule that the server has")
    private String wanted = "";

    @Option(names = "--rule", paramLabel = "NAME", description = "only the file's rules of this name")
    private @Nullable String name;

    @Option(
            names = "--compare",
            paramLabel = "RULE_FILE|RULE",
            description = "another version of the rule: what both would have done is shown side by side")
    private @Nullable String compared;

    @Option(names = "--last", paramLabel = "DURATION", description = "how far back (default 1d)")
    private @Nullable String last;

    @Option(names = "--start", paramLabel = "TIME", description = "first time, instead of --last")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "last time (default now)")
    private @Nullable String end;

    @Option(
            names = "--step",
            paramLabel = "DURATION",
            description = "distance of the evaluations (default the rule's interval, else 15s)")
    private @Nullable String step;

    @Option(
            names = "--transitions",
            paramLabel = "N",
            description = "how many of the messages are shown (default ${DEFAULT-VALUE})")
    private int shown = 20;

    public BacktestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        OutputFormat format = options.format(EnumSet.of(OutputFormat.table, OutputFormat.json));
        if (shown < 0) {
            throw CommandFailure.wrongUsage("--transitions is " + shown + ", at least 0 is needed");
        }
        Instant now = context.clock().instant();
        Instant to = QueryOptions.time("--end", end, now, now);
        Instant from = start(to, now);
        Duration given = step == null ? Duration.ZERO : positive("--step", step);
        ApiClient client = options.client(context);
        Terminal terminal = options.terminal(context);
        List<AlertRule> rules = rules(wanted, name, client, terminal);
        RemoteSeriesReader reader = new RemoteSeriesReader(client);
        Backtest backtest = new Backtest(
                new QueryEngine(dev.bellwether.promql.evaluation.QueryOptions.DEFAULT),
                reader,
                Labels.EMPTY,
                client.base());
        if (compared != null) {
            return compare(compared, rules, client, terminal, format, rule -> {
                // Both at the same times: those of the first.
                BacktestRange range = range(rules.getFirst(), from, to, given);
                return new BacktestReport(rule, range, run(backtest, reader, rule, range, terminal), shown);
            });
        }
        List<Map<String, Object>> trees = new ArrayList<>();
        boolean useful = true;
        for (AlertRule rule : rules) {
            BacktestRange range = range(rule, from, to, given);
            BacktestReport report =
                    new BacktestReport(rule, range, run(backtest, reader, rule, range, terminal), shown);
            if (format == OutputFormat.json) {
                trees.add(report.tree());
            } else {
                if (rule != rules.getFirst()) {
                    terminal.out().println();
                }
                report.print(terminal);
            }
            terminal.out().flush();
            useful &= isUseful(report, terminal);
        }
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(trees));
            terminal.out().flush();
        }
        return useful ? 0 : 1;
    }

    private int compare(
            String other,
            List<AlertRule> rules,
            ApiClient client,
            Terminal terminal,
            OutputFormat format,
            Function<AlertRule, BacktestReport> trial) {
        AlertRule before = single(rules, wanted);
        // The other version has the same name in its file, unless the file has but one rule.
        List<AlertRule> others = rules(other, RuleChoice.isFile(other) ? name : null, client, terminal);
        AlertRule after = others.size() == 1
                ? others.getFirst()
                : single(
                        others.stream()
                                .filter(rule -> rule.name().equals(before.name()))
                                .toList(),
                        other);
        BacktestComparison comparison = new BacktestComparison(trial.apply(before), trial.apply(after));
        if (format == OutputFormat.json) {
            terminal.out().println(JsonText.of(comparison.tree()));
        } else {
            comparison.print(terminal);
        }
        terminal.out().flush();
        boolean useful = isUseful(comparison.before(), terminal);
        useful &= isUseful(comparison.after(), terminal);
        return useful ? 0 : 1;
    }

    private static AlertRule single(List<AlertRule> rules, String place) {
        if (rules.size() != 1) {
            throw CommandFailure.wrongUsage("--compare needs one rule on each side, \"" + place + "\" gives "
                    + rules.size() + "; --rule chooses one");
        }
        return rules.getFirst();
    }

    /** Whether not all evaluations failed; those that did are told. */
    private static boolean isUseful(BacktestReport report, Terminal terminal) {
        BacktestResult result = report.result();
        if (result.failedEvaluations() > 0) {
            terminal.message(
                    Colour.YELLOW,
                    "warning",
                    report.rule().name() + ": " + Terminal.grouped(result.failedEvaluations())
                            + " evaluations failed; the first: " + result.firstFailure());
        }
        return result.failedEvaluations() < result.evaluations();
    }

    private List<AlertRule> rules(String place, @Nullable String only, ApiClient client, Terminal terminal) {
        if (RuleChoice.isFile(place)) {
            return RuleChoice.ofFile(place, only, context, terminal);
        }
        if (only != null) {
            throw CommandFailure.wrongUsage("--rule chooses among the rules of a file; \"" + place + "\" is no file");
        }
        return RuleChoice.ofServer(client, place);
    }

    private Instant start(Instant to, Instant now) {
        if (last != null && start != null) {
            throw CommandFailure.wrongUsage("--last and --start say the same thing; give one");
        }
        Instant from = start != null
                ? QueryOptions.time("--start", start, now, now)
                : to.minus(last == null ? Duration.ofDays(1) : positive("--last", last));
        if (!from.isBefore(to)) {
            throw CommandFailure.wrongUsage("--start (" + from + ") is not before --end (" + to + ")");
        }
        return from;
    }

    private static Duration positive(String option, String text) {
        try {
            Duration duration = PromqlDuration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage(option + ": " + e.getMessage());
        }
        throw CommandFailure.wrongUsage(option + " is " + text + ", more than 0 is needed");
    }

    private static BacktestRange range(AlertRule rule, Instant from, Instant to, Duration given) {
        Duration own = rule.schedule().interval();
        try {
            return new BacktestRange(from, to, !given.isZero() ? given : !own.isZero() ? own : DEFAULT_STEP);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private BacktestResult run(
            Backtest backtest, RemoteSeriesReader reader, AlertRule rule, BacktestRange range, Terminal terminal) {
        try {
            if (options.common().quiet() || !terminal.interactive()) {
                return run(backtest, reader, rule, range, BacktestProgress.NONE);
            }
            try (BacktestBar bar = new BacktestBar(rule.name(), terminal)) {
                return run(backtest, reader, rule, range, bar);
            }
        } catch (PromqlSyntaxException | TemplateException | UnusableResultException | QueryException e) {
            throw new CommandFailure(rule.name() + ": " + e.getMessage());
        }
    }

    /** What cannot be read ends it: evaluations over nothing would say that all is well. */
    private static BacktestResult run(
            Backtest backtest,
            RemoteSeriesReader reader,
            AlertRule rule,
            BacktestRange range,
            BacktestProgress progress) {
        BacktestResult result = backtest.run(rule, range, (evaluations, of, firings) -> {
            reader.requireNoFailure();
            progress.advanced(evaluations, of, firings);
        });
        reader.requireNoFailure();
        return result;
    }
}
