package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.read.Selection;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.DurationExpression;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.TimeShift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code info}: adds to each series the labels of the info series (by default {@code target_info}) with the same
 * {@code instance} and {@code job}.
 */
final class InfoFunction {
    /** Finding and making labels takes as long as touching so many samples. */
    private static final int WORK_OF_LABELS = 50;

    private static final List<String> IDENTIFYING = List.of("instance", "job");
    private static final Matcher TARGET_INFO = Matcher.equal(Labels.METRIC_NAME, "target_info");

    private final Evaluator evaluator;
    private final QueryContext context;

    InfoFunction(Evaluator evaluator, QueryContext context) {
        this.evaluator = evaluator;
        this.context = context;
    }

    List<Column> evaluate(Expression.Call call, Steps steps) {
        Expression base = Children.withoutParentheses(call.arguments().getFirst());
        List<Column> columns = evaluator.vector(base, steps);
        Map<String, List<Matcher>> dataMatchers = new LinkedHashMap<>();
        List<Matcher> nameMatchers = new ArrayList<>();
        if (call.arguments().size() > 1
                && Children.withoutParentheses(call.arguments().get(1)) instanceof Expression.VectorSelector selector) {
            for (Matcher matcher : selector.matchers()) {
                if (matcher.name().equals(Labels.METRIC_NAME)) {
                    nameMatchers.add(matcher);
                } else {
                    dataMatchers
                            .computeIfAbsent(matcher.name(), name -> new ArrayList<>())
                            .add(matcher);
                }
            }
        }
        List<Matcher> effective = effectiveNames(nameMatchers);
        List<Column> infos = infoColumns(base, columns, dataMatchers, effective, steps);
        return enriched(columns, infos, dataMatchers, effective, steps);
    }

    private static List<Matcher> effectiveNames(List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher.operator() == Matcher.Operator.EQUAL || matcher.operator() == Matcher.Operator.MATCHES) {
                return matchers;
            }
        }
        if (matchers.isEmpty()) {
            return List.of(TARGET_INFO);
        }
        List<Matcher> all = new ArrayList<>();
        all.add(new Matcher(Labels.METRIC_NAME, Matcher.Operator.MATCHES, ".+_info"));
        all.addAll(matchers);
        return all;
    }

    private static boolean isInfoSeries(Labels labels, List<Matcher> names) {
        return names.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The info series that may matter, with the time of the sample in seconds as value. */
    private List<Column> infoColumns(
            Expression base,
            List<Column> columns,
            Map<String, List<Matcher>> dataMatchers,
            List<Matcher> names,
            Steps steps) {
        Map<String, Set<String>> identities = new TreeMap<>();
        for (Column column : columns) {
            if (isInfoSeries(column.labels(), names)) {
                continue;
            }
            for (String name : IDENTIFYING) {
                String value = column.labels().get(name);
                if (value != null) {
                    identities.computeIfAbsent(name, key -> new TreeSet<>()).add(value);
                }
            }
        }
        if (identities.isEmpty()) {
            return List.of();
        }
        List<Matcher> matchers = new ArrayList<>(names);
        identities.forEach((name, values) ->
                matchers.add(new Matcher(name, Matcher.Operator.MATCHES, ExactAlternatives.of(values))));
        dataMatchers.values().forEach(matchers::addAll);
        Expression.VectorSelector selector =
                new Expression.VectorSelector(null, matchers, shiftOf(base), RangeKind.PLAIN, Span.NONE);
        List<Column> infos = evaluator
                .selectors()
                .select(
                        selector,
                        steps,
                        SelectorEvaluation.Take.FLOAT_TIMESTAMP,
                        new Selection.Hints(context.queryStepMillis(), 0, "info", List.of(), false));
        return infos;
    }

    /** The {@code @} and offset under which info series are looked up: those of the first selector in the argument. */
    private TimeShift shiftOf(Expression base) {
        List<Expression.Subquery> around = new ArrayList<>();
        Expression.VectorSelector selector = FirstSelector.of(base, around);
        if (selector == null) {
            return TimeShift.NONE;
        }
        Durations durations = evaluator.durations();
        Long anchor = durations.anchorMillis(selector.shift());
        long offset = durations.offsetMillis(selector.shift());
        for (Expression.Subquery subquery : around.reversed()) {
            if (anchor != null) {
                break;
            }
            offset += durations.offsetMillis(subquery.shift());
            anchor = durations.anchorMillis(subquery.shift());
        }
        return new TimeShift(
                new DurationExpression.Literal(offset / 1000.0, Span.NONE),
                anchor == null ? null : new TimeShift.Anchor.Time(anchor));
    }

    private List<Column> enriched(
            List<Column> columns,
            List<Column> infos,
            Map<String, List<Matcher>> dataMatchers,
            List<Matcher> names,
            Steps steps) {
        Map<Labels, List<Column>> bySignature = new HashMap<>();
        Set<String> infoNames = new LinkedHashSet<>();
        for (Column info : infos) {
            bySignature
                    .computeIfAbsent(signature(info.labels(), info.labels().metricName()), key -> new ArrayList<>())
                    .add(info);
            infoNames.add(info.labels().metricName());
        }
        boolean mayStayBare =
                dataMatchers.values().stream().flatMap(List::stream).allMatch(matcher -> matcher.matches(""));
        ColumnsBuilder results = new ColumnsBuilder(columns.size());
        for (Column column : columns) {
            context.checkRunning();
            if (isInfoSeries(column.labels(), names)) {
                results.add(column);
                continue;
            }
            List<List<Column>> candidates = new ArrayList<>();
            for (String name : infoNames) {
                List<Column> candidate = bySignature.get(signature(column.labels(), name));
                if (candidate != null) {
                    candidates.add(candidate);
                }
            }
            enrich(column, candidates, dataMatchers.keySet(), mayStayBare, steps, results);
        }
        return results.build();
    }

    private static Labels signature(Labels labels, String infoName) {
        return labels.only(IDENTIFYING).with(Labels.METRIC_NAME, infoName);
    }

    private void enrich(
            Column column,
            List<List<Column>> candidates,
            Set<String> wanted,
            boolean mayStayBare,
            Steps steps,
            ColumnsBuilder results) {
        Map<Labels, ColumnWriter> writers = new LinkedHashMap<>();
        for (int step = 0; step < steps.count(); step++) {
            if (!column.isPresent(step)) {
                continue;
            }
            context.work(WORK_OF_LABELS);
            Map<String, String> added = new TreeMap<>();
            boolean matched = false;
            for (List<Column> candidate : candidates) {
                Column info = newest(candidate, step);
                if (info != null) {
                    matched = true;
                    collect(info.labels(), column.labels(), wanted, added);
                }
            }
            if (!matched && !mayStayBare) {
                continue;
            }
            Labels labels = column.labels();
            if (!added.isEmpty()) {
                Labels.Builder builder = labels.toBuilder();
                added.forEach(builder::set);
                labels = builder.build();
            }
            ColumnWriter writer = writers.computeIfAbsent(labels, key -> new ColumnWriter(steps.count()));
            NativeHistogram histogram = column.histogram(step);
            if (histogram == null) {
                writer.write(step, column.values()[step]);
            } else {
                writer.write(step, histogram);
            }
        }
        writers.forEach((labels, writer) -> {
            Column result = writer.column(labels, column.dropName(), context);
            if (result != null) {
                context.release(result.cost());
                results.add(result);
            }
        });
    }

    private static @Nullable Column newest(List<Column> infos, int step) {
        Column newest = null;
        for (Column info : infos) {
            if (!info.hasFloat(step)) {
                continue;
            }
            if (newest == null || info.values()[step] > newest.values()[step]) {
                newest = info;
            } else if (info.values()[step] == newest.values()[step]) {
                long time = Math.round(info.values()[step] * 1000);
                throw QueryException.execution("found duplicate series for info metric: existing "
                        + SeriesText.of(newest.labels()) + " @ " + time + ", new " + SeriesText.of(info.labels())
                        + " @ " + time);
            }
        }
        return newest;
    }

    private static void collect(Labels info, Labels base, Set<String> wanted, Map<String, String> added) {
        info.forEach((name, value) -> {
            if (name.equals(Labels.METRIC_NAME) || (!wanted.isEmpty() && !wanted.contains(name))) {
                return;
            }
            String known = added.get(name);
            if (known != null && !known.equals(value)) {
                throw QueryException.execution("conflicting label: " + name);
            }
            if (!base.has(name)) {
                added.put(name, value);
            }
        });
    }
}
