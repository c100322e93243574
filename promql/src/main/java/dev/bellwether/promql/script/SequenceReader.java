package dev.bellwether.promql.script;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.SpecialValues;
import dev.bellwether.model.text.NearestName;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.histogram.HistogramAccumulator;
import dev.bellwether.promql.histogram.IncompatibleSchemasException;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the values of a described series: {@code 1 2 _ 3}, {@code 0+10x5}, {@code 5-1x3}, {@code 7x2}, {@code _x4},
 * {@code stale} and histograms in double braces. As in Prometheus {@code ax3} is four values, {@code _x3} three gaps.
 */
final class SequenceReader {
    /** More values than this in a series are refused: a slip such as {@code 0+1x1000000000} would fill the memory. */
    static final int MOST_VALUES = 5_000_000;

    private static final String CONTEXT = "series values";

    private final ScriptScanner scanner;
    private final List<SequenceValue> values = new ArrayList<>();

    SequenceReader(String text, int start) {
        this.scanner = new ScriptScanner(text, start);
    }

    /** All values up to the end of the text. */
    List<SequenceValue> read() {
        boolean separated = scanner.skipBlanks() || scanner.position() == 0;
        while (!scanner.atEnd()) {
            if (!separated) {
                throw scanner.unexpected(CONTEXT, "blank");
            }
            item();
            separated = scanner.skipBlanks();
        }
        return values;
    }

    private void item() {
        if (scanner.accept("_")) {
            int count = scanner.accept("x") ? repetitions(0) : 1;
            values.addAll(Collections.nCopies(count, SequenceValue.OMITTED));
        } else if (scanner.at('{')) {
            histograms();
        } else {
            numbers();
        }
    }

    private void numbers() {
        double value = scanner.atLetter() ? wordValue() : scanner.number(CONTEXT);
        double increment = 0;
        boolean increasing = scanner.at('+') || scanner.at('-');
        if (increasing) {
            increment = scanner.number(CONTEXT);
        }
        if (increasing && !scanner.at('x')) {
            throw scanner.unexpected(CONTEXT, "\"x\" and how often");
        }
        int count = scanner.accept("x") ? repetitions(1) : 1;
        for (int i = 0; i < count; i++) {
            values.add(new SequenceValue.Number(value));
            if (increasing) {
                value += increment;
            }
        }
    }

    private double wordValue() {
        int start = scanner.position();
        String word = scanner.word();
        if (word.equals("stale")) {
            return SpecialValues.STALE;
        }
        if (word.equalsIgnoreCase("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (word.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        throw scanner.error(
                new Span(start, scanner.position()),
                "unexpected identifier " + LabelText.quote(word) + " in " + CONTEXT + ", expected number or \"stale\"",
                NearestName.of(word, List.of("stale", "inf", "nan")));
    }

    private void histograms() {
        int start = scanner.position();
        NativeHistogram first = HistogramDescription.read(scanner);
        boolean rising = scanner.accept("+");
        if (rising || scanner.accept("-")) {
            NativeHistogram change = HistogramDescription.read(scanner);
            if (!scanner.accept("x")) {
                throw scanner.unexpected(CONTEXT, "\"x\" and how often");
            }
            changing(start, first, change, rising, repetitions(1));
        } else {
            int count = scanner.accept("x") ? repetitions(1) : 1;
            values.addAll(Collections.nCopies(count, new SequenceValue.Histogram(first)));
        }
    }

    private void changing(int start, NativeHistogram first, NativeHistogram change, boolean rising, int count) {
        NativeHistogram current = first;
        values.add(new SequenceValue.Histogram(current));
        for (int i = 1; i < count; i++) {
            current = combined(start, current, change, rising);
            values.add(new SequenceValue.Histogram(current));
        }
    }

    private NativeHistogram combined(int start, NativeHistogram current, NativeHistogram change, boolean rising) {
        if (current.schema() > change.schema()) {
            throw scanner.error(
                    start,
                    "error combining histograms: cannot merge from schema " + change.schema() + " to "
                            + current.schema());
        }
        HistogramAccumulator sum = HistogramAccumulator.of(current);
        try {
            return (rising ? sum.add(change) : sum.subtract(change)).toHistogram();
        } catch (IncompatibleSchemasException e) {
            PromqlSyntaxException failure =
                    scanner.error(start, "error combining histograms: one has custom buckets and the other has not");
            failure.initCause(e);
            throw failure;
        }
    }

    /** The number behind {@code x}, plus {@code more}. */
    private int repetitions(int more) {
        int start = scanner.position();
        String digits = scanner.digits();
        if (digits.isEmpty()) {
            throw scanner.unexpected(CONTEXT, "whole number behind \"x\"");
        }
        if (digits.length() > 9 || values.size() + Integer.parseInt(digits) + more > MOST_VALUES) {
            throw scanner.error(
                    start,
                    "invalid repetition in series values: " + digits + ", a series has at most " + MOST_VALUES
                            + " values");
        }
        return Integer.parseInt(digits) + more;
    }
}
