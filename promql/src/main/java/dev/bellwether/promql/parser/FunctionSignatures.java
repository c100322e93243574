package dev.bellwether.promql.parser;

import static dev.bellwether.promql.expression.ValueType.INSTANT_VECTOR;
import static dev.bellwether.promql.expression.ValueType.RANGE_VECTOR;
import static dev.bellwether.promql.expression.ValueType.SCALAR;
import static dev.bellwether.promql.expression.ValueType.STRING;

import dev.bellwether.promql.expression.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions of Prometheus 3, experimental ones included. Immutable and safe for use by many threads. */
public final class FunctionSignatures {
    private static final Map<String, FunctionSignature> BY_NAME = Collections.unmodifiableMap(table());

    private FunctionSignatures() {}

    /** The function of that name, or null. */
    public static @Nullable FunctionSignature find(String name) {
        return BY_NAME.get(name);
    }

    /** All functions in the order of their names. */
    public static Map<String, FunctionSignature> all() {
        return BY_NAME;
    }

    private static Map<String, FunctionSignature> table() {
        Table table = new Table();
        elementwise(table);
        dates(table);
        ranges(table);
        histograms(table);
        labels(table);
        scalars(table);
        return table.signatures;
    }

    private static void elementwise(Table table) {
        for (String name : List.of(
                "abs",
                "absent",
                "ceil",
                "exp",
                "floor",
                "ln",
                "log10",
                "log2",
                "sgn",
                "sort",
                "sort_desc",
                "sqrt",
                "timestamp",
                "acos",
                "acosh",
                "asin",
                "asinh",
                "atan",
                "atanh",
                "cos",
                "cosh",
                "sin",
                "sinh",
                "tan",
                "tanh",
                "deg",
                "rad")) {
            table.stable(name, INSTANT_VECTOR, INSTANT_VECTOR);
        }
        table.stable("clamp", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR, SCALAR);
        table.stable("clamp_max", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
        table.stable("clamp_min", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
        table.add("round", false, 1, 2, INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
        table.experimental("start_timestamp", INSTANT_VECTOR, INSTANT_VECTOR);
    }

    private static void dates(Table table) {
        for (String name : List.of(
                "days_in_month", "day_of_month", "day_of_week", "day_of_year", "hour", "minute", "month", "year")) {
            table.add(name, false, 0, 1, INSTANT_VECTOR, INSTANT_VECTOR);
        }
    }

    private static void ranges(Table table) {
        for (String name : List.of(
                "absent_over_time",
                "avg_over_time",
                "changes",
                "count_over_time",
                "delta",
                "deriv",
                "first_over_time",
                "idelta",
                "increase",
                "irate",
                "last_over_time",
                "max_over_time",
                "min_over_time",
                "present_over_time",
                "rate",
                "resets",
                "stddev_over_time",
                "stdvar_over_time",
                "sum_over_time")) {
            table.stable(name, INSTANT_VECTOR, RANGE_VECTOR);
        }
        for (String name : List.of(
                "mad_over_time",
                "ts_of_first_over_time",
                "ts_of_last_over_time",
                "ts_of_max_over_time",
                "ts_of_min_over_time")) {
            table.experimental(name, INSTANT_VECTOR, RANGE_VECTOR);
        }
        table.stable("predict_linear", INSTANT_VECTOR, RANGE_VECTOR, SCALAR);
        table.stable("quantile_over_time", INSTANT_VECTOR, SCALAR, RANGE_VECTOR);
        table.experimental("double_exponential_smoothing", INSTANT_VECTOR, RANGE_VECTOR, SCALAR, SCALAR);
    }

    private static void histograms(Table table) {
        for (String name :
                List.of("histogram_avg", "histogram_count", "histogram_sum", "histogram_stddev", "histogram_stdvar")) {
            table.stable(name, INSTANT_VECTOR, INSTANT_VECTOR);
        }
        table.stable("histogram_fraction", INSTANT_VECTOR, SCALAR, SCALAR, INSTANT_VECTOR);
        table.stable("histogram_quantile", INSTANT_VECTOR, SCALAR, INSTANT_VECTOR);
        table.add("histogram_quantiles", true, 3, 12, INSTANT_VECTOR, INSTANT_VECTOR, STRING, SCALAR, SCALAR);
    }

    private static void labels(Table table) {
        table.stable("label_replace", INSTANT_VECTOR, INSTANT_VECTOR, STRING, STRING, STRING, STRING);
        table.add(
                "label_join",
                false,
                3,
                FunctionSignature.UNLIMITED,
                INSTANT_VECTOR,
                INSTANT_VECTOR,
                STRING,
                STRING,
                STRING);
        table.add("info", true, 1, 2, INSTANT_VECTOR, INSTANT_VECTOR, INSTANT_VECTOR);
        for (String name : List.of("sort_by_label", "sort_by_label_desc")) {
            table.add(name, true, 1, FunctionSignature.UNLIMITED, INSTANT_VECTOR, INSTANT_VECTOR, STRING);
        }
    }

    private static void scalars(Table table) {
        table.stable("pi", SCALAR);
        table.stable("time", SCALAR);
        table.stable("scalar", SCALAR, INSTANT_VECTOR);
        table.stable("vector", INSTANT_VECTOR, SCALAR);
        for (String name : List.of("start", "end", "range", "step")) {
            table.experimental(name, SCALAR);
        }
        table.experimental("max_of", SCALAR, SCALAR, SCALAR);
        table.experimental("min_of", SCALAR, SCALAR, SCALAR);
    }

    private static final class Table {
        private final Map<String, FunctionSignature> signatures = new TreeMap<>();

        void stable(String name, ValueType result, ValueType... arguments) {
            add(name, false, arguments.length, arguments.length, result, arguments);
        }

        void experimental(String name, ValueType result, ValueType... arguments) {
            add(name, true, arguments.length, arguments.length, result, arguments);
        }

        void add(
                String name, boolean experimental, int minimum, int maximum, ValueType result, ValueType... arguments) {
            signatures.put(
                    name, new FunctionSignature(name, List.of(arguments), minimum, maximum, result, experimental));
        }
    }
}
