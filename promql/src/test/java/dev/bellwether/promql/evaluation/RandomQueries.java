package dev.bellwether.promql.evaluation;

import java.util.List;
import java.util.Random;

/** Makes queries over the series of {@link RangeEqualsInstantsTest}. */
final class RandomQueries {
    private static final List<String> SELECTORS = List.of(
            "gauge",
            "counter_total",
            "gauge{i=\"1\"}",
            "{__name__=~\"gauge|counter_total\", i=\"2\"}",
            "hist",
            "custom",
            "mixed",
            "missing",
            "c_bucket");
    private static final List<String> RANGE_FUNCTIONS = List.of(
            "rate",
            "increase",
            "delta",
            "irate",
            "idelta",
            "deriv",
            "resets",
            "changes",
            "count_over_time",
            "sum_over_time",
            "avg_over_time",
            "min_over_time",
            "max_over_time",
            "last_over_time",
            "first_over_time",
            "stddev_over_time",
            "mad_over_time",
            "present_over_time",
            "absent_over_time",
            "ts_of_max_over_time",
            "ts_of_last_over_time");
    private static final List<String> INSTANT_FUNCTIONS =
            List.of("abs", "ceil", "sgn", "sqrt", "timestamp", "absent", "histogram_count", "histogram_avg", "minute");
    private static final List<String> AGGREGATIONS =
            List.of("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar");
    private static final List<String> GROUPINGS = List.of("", " by (i)", " without (i)", " by (j)", " by (__name__)");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", "<=", "> bool", "atan2");
    private static final List<String> SETS = List.of("and", "or", "unless");
    private static final List<String> MODIFIERS =
            List.of("", "", "", " offset 1m", " offset -30s", " @ 300", " @ start()", " @ 400 offset 1m");

    private static final List<String> CONDITIONED = List.of(
            "gauge{i=\"1\"}",
            "counter_total{i=~\"1|3\"}",
            "gauge{i!=\"2\",j=\"x\"}",
            "rate(counter_total{i=\"3\"}[2m])",
            "sum by (i) (gauge{i=\"2\"})",
            "hist{j=\"y\"}",
            "mixed{i!~\"1\"}",
            "gauge{missing=\"\",i=\"1\"}");
    private static final List<String> MATCHINGS = List.of(
            "",
            " on (i)",
            " on (i, j)",
            " ignoring (j)",
            " ignoring (i)",
            " on (i) group_left ()",
            " on (i) group_right (j)",
            " ignoring (le) group_left ()",
            " on (i, j) fill (1)",
            " on (i, j) fill_left (0)");

    private final Random random;

    RandomQueries(long seed) {
        random = new Random(seed);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String next() {
        return vector(3);
    }

    /** A query with something for the planner to do: what stands in it twice, conditions, constants. */
    String nextPlannable() {
        String side = random.nextBoolean() ? vector(2) : constants();
        String other = switch (random.nextInt(4)) {
            case 0 -> side;
            case 1 -> any(RANGE_FUNCTIONS) + "(" + any(SELECTORS) + "[2m]) " + any(OPERATORS) + " " + scalar();
            case 2 -> any(CONDITIONED);
            default -> vector(2);
        };
        String matching = any(MATCHINGS);
        boolean grouped = matching.contains("group") || matching.contains("fill");
        String operator = grouped || random.nextInt(3) > 0 ? any(OPERATORS) : any(SETS);
        String joined = "(" + side + ") " + operator + matching + " (" + other + ")";
        return switch (random.nextInt(5)) {
            case 0 -> any(AGGREGATIONS) + any(GROUPINGS) + " (" + joined + ")";
            case 1 -> "(" + joined + ") and on (i) " + any(CONDITIONED);
            case 2 -> any(CONDITIONED) + " " + any(SETS) + " on (i) (" + joined + ")";
            case 3 -> "(" + side + ") - on (i, j) (" + joined + ")";
            default -> joined;
        };
    }

    private String constants() {
        return switch (random.nextInt(4)) {
            case 0 -> "clamp(" + any(SELECTORS) + ", -(3 - 1), 2 ^ 3)";
            case 1 -> "(" + vector(1) + ") * (1 + 2 * scalar(vector(0.5)))";
            case 2 -> any(RANGE_FUNCTIONS) + "(" + any(SELECTORS) + "[1m * 2 + 30s])";
            default -> "quantile(1 / 4, " + vector(1) + ") > -1 ^ 2";
        };
    }

    private String vector(int depth) {
        if (depth == 0) {
            return any(SELECTORS) + any(MODIFIERS);
        }
        return switch (random.nextInt(13)) {
            case 0, 1 -> any(RANGE_FUNCTIONS) + "(" + range(depth - 1) + ")";
            case 2 -> any(INSTANT_FUNCTIONS) + "(" + vector(depth - 1) + ")";
            case 3, 4 -> any(AGGREGATIONS) + any(GROUPINGS) + " (" + vector(depth - 1) + ")";
            case 5 -> "(" + vector(depth - 1) + ") " + any(OPERATORS) + " on (i, j) (" + vector(depth - 1) + ")";
            case 6 -> "(" + vector(depth - 1) + ") " + any(SETS) + " on (i) (" + vector(depth - 1) + ")";
            case 7 -> "(" + vector(depth - 1) + ") " + any(OPERATORS) + " " + scalar();
            case 8 -> scalar() + " " + any(OPERATORS) + " (" + vector(depth - 1) + ")";
            case 9 -> any(List.of("topk", "bottomk", "limitk")) + any(GROUPINGS) + " (2, " + vector(depth - 1) + ")";
            case 10 -> "quantile" + any(GROUPINGS) + " (0.3, " + vector(depth - 1) + ")";
            case 11 -> "-(" + vector(depth - 1) + ")";
            default -> "histogram_quantile(0.7, " + vector(depth - 1) + ")";
        };
    }

    private String range(int depth) {
        String width = any(List.of("45s", "2m", "5m"));
        return random.nextInt(3) == 0
                ? "(" + vector(depth) + ")[" + width + ":" + any(List.of("", "20s", "1m")) + "]" + any(MODIFIERS)
                : any(SELECTORS) + "[" + width + "]" + any(MODIFIERS);
    }

    private String scalar() {
        return any(List.of("2", "0.5", "time() % 7", "scalar(sum(gauge))", "-1", "NaN"));
    }
}
