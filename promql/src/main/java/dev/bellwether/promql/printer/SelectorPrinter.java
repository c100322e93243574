package dev.bellwether.promql.printer;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Expression.MatrixSelector;
import dev.bellwether.promql.expression.Expression.Subquery;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.TimeShift;
import dev.bellwether.promql.expression.TimeShift.Anchor;
import java.util.List;
import java.util.Locale;

/** Writes selectors and what stands behind them: ranges, {@code @}, {@code offset}. */
final class SelectorPrinter {
    private SelectorPrinter() {}

    static void print(VectorSelector selector, StringBuilder text) {
        series(selector, text);
        anchor(selector.shift(), text);
        kind(selector.range(), text);
        offset(selector.shift(), text);
    }

    static void print(MatrixSelector matrix, StringBuilder text) {
        series(matrix.selector(), text);
        text.append('[');
        DurationPrinter.print(matrix.range(), text);
        text.append(']');
        kind(matrix.selector().range(), text);
        anchor(matrix.selector().shift(), text);
        offset(matrix.selector().shift(), text);
    }

    /** Everything of a subquery but its inner expression. */
    static void printSuffix(Subquery subquery, StringBuilder text) {
        text.append('[');
        DurationPrinter.print(subquery.range(), text);
        text.append(':');
        if (subquery.step() != null) {
            DurationPrinter.print(subquery.step(), text);
        }
        text.append(']');
        anchor(subquery.shift(), text);
        offset(subquery.shift(), text);
    }

    private static void series(VectorSelector selector, StringBuilder text) {
        String name = selector.metricName();
        List<String> matchers = selector.matchers().stream()
                .filter(matcher -> name == null || !isName(matcher, name))
                .map(Matcher::toString)
                .sorted()
                .toList();
        text.append(name == null ? "" : name);
        if (!matchers.isEmpty() || name == null) {
            text.append('{').append(String.join(",", matchers)).append('}');
        }
    }

    private static boolean isName(Matcher matcher, String metricName) {
        return matcher.name().equals(Labels.METRIC_NAME)
                && matcher.operator() == Matcher.Operator.EQUAL
                && matcher.value().equals(metricName);
    }

    private static void kind(RangeKind kind, StringBuilder text) {
        if (kind != RangeKind.PLAIN) {
            text.append(' ').append(kind.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void anchor(TimeShift shift, StringBuilder text) {
        switch (shift.anchor()) {
            case null -> {}
            case Anchor.Start start -> text.append(" @ start()");
            case Anchor.End end -> text.append(" @ end()");
            case Anchor.Time time -> {
                long millis = time.timestampMillis();
                text.append(" @ ")
                        .append(millis < 0 ? "-" : "")
                        .append(Math.abs(millis / 1000))
                        .append('.')
                        .append(String.format(Locale.ROOT, "%03d", Math.abs(millis % 1000)));
            }
        }
    }

    private static void offset(TimeShift shift, StringBuilder text) {
        if (shift.offset() != null) {
            text.append(" offset ");
            DurationPrinter.print(shift.offset(), text);
        }
    }
}
