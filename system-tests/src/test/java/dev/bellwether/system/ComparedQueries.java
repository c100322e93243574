package dev.bellwether.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Queries that mean the same in Prometheus 2.53 and in 3.x: every function of floats, aggregations, joins, subqueries,
 * offsets and {@code @}; and random ones from a seed.
 *
 * <p>The steps of subqueries are multiples of theirs since 1970; their ranges are chosen so that none stands on an edge. Among
 * equal values {@code topk} may choose as it likes: it is asked where there are none.
 */
final class ComparedQueries {
    private static final List<String> FIXED =
            """
            shop_memory_bytes
            shop_requests_total{code=~"4..|5.."}
            shop_requests_total{code!="200",instance!~"a.*"}
            {__name__=~"shop_(open|info)"}
            {job="shop",version=""}
            shop_open{town="Köln"}
            shop_closing
            shop_ratio
            shop_gaps
            shop_absent
            1 + 2 * 3 ^ 2 ^ 0.5 % 7
            -shop_temperature
            time()
            vector(1.5)
            scalar(shop_open{town="Bonn"})
            rate(shop_requests_total[5m])
            rate(shop_requests_total[37s])
            irate(shop_requests_total[5m])
            increase(shop_requests_total[10m])
            increase(shop_gaps[15m])
            delta(shop_memory_bytes[7m])
            idelta(shop_memory_bytes[7m])
            deriv(shop_memory_bytes[10m])
            predict_linear(shop_memory_bytes[10m], 3600)
            predict_linear(shop_gaps[20m], -60)
            changes(shop_open[20m])
            changes(shop_temperature[5m])
            resets(shop_requests_total[25m])
            avg_over_time(shop_temperature[5m])
            sum_over_time(shop_temperature[5m])
            min_over_time(shop_temperature[5m])
            max_over_time(shop_temperature[5m])
            count_over_time(shop_gaps[12m])
            stddev_over_time(shop_temperature[8m])
            stdvar_over_time(shop_temperature[8m])
            last_over_time(shop_gaps[12m])
            present_over_time(shop_gaps[2m])
            absent_over_time(shop_gaps[2m])
            absent_over_time(shop_absent{town="Ulm"}[2m])
            quantile_over_time(0.9, shop_temperature[10m])
            quantile_over_time(0, shop_memory_bytes[10m])
            avg_over_time(shop_ratio[5m])
            max_over_time(shop_ratio[5m])
            sum_over_time(shop_closing[10m])
            avg_over_time(shop_open[25m])
            abs(shop_temperature)
            ceil(shop_temperature)
            floor(shop_temperature)
            round(shop_temperature)
            round(shop_temperature, 2.5)
            exp(shop_temperature / 10)
            sqrt(shop_memory_bytes)
            ln(shop_temperature)
            log2(shop_memory_bytes)
            log10(shop_memory_bytes)
            sgn(shop_temperature)
            clamp(shop_temperature, -5, 5)
            clamp_min(shop_temperature, 0)
            clamp_max(shop_temperature, 0)
            sin(shop_temperature)
            cos(shop_temperature)
            tan(shop_temperature)
            asin(shop_temperature / 100)
            acos(shop_temperature / 100)
            atan(shop_temperature)
            sinh(shop_temperature / 10)
            cosh(shop_temperature / 10)
            tanh(shop_temperature)
            asinh(shop_temperature)
            acosh(shop_memory_bytes)
            atanh(shop_temperature / 100)
            deg(shop_temperature)
            rad(shop_temperature)
            pi()
            timestamp(shop_memory_bytes)
            timestamp(shop_gaps)
            timestamp(-shop_memory_bytes)
            minute(shop_memory_bytes * 17)
            hour(shop_memory_bytes * 17)
            day_of_week(shop_memory_bytes * 17)
            day_of_month(shop_memory_bytes * 17)
            day_of_year(shop_memory_bytes * 17)
            days_in_month(shop_memory_bytes * 17)
            month(shop_memory_bytes * 17)
            year(shop_memory_bytes * 17)
            minute()
            absent(shop_absent{town="Ulm",x=~"y"})
            absent(shop_open)
            sort(shop_temperature)
            sort_desc(shop_memory_bytes)
            label_replace(shop_info, "host", "$1", "instance", "(.*):.*")
            label_replace(shop_info, "version", "", "version", ".*")
            label_join(shop_info, "both", "/", "instance", "version")
            sum(shop_requests_total)
            sum by (code) (shop_requests_total)
            sum without (code, job) (shop_requests_total)
            avg by (instance) (shop_requests_total)
            min by (code) (shop_requests_total)
            max without (instance) (shop_requests_total)
            count by (version) (shop_info)
            group by (job) (shop_info)
            stddev by (code) (shop_requests_total)
            stdvar(shop_temperature)
            topk(2, shop_requests_total)
            bottomk(1, shop_requests_total) by (code)
            topk by (instance) (1, shop_requests_total)
            quantile(0.75, shop_requests_total)
            quantile by (code) (0.1, shop_requests_total)
            count_values("value", shop_info)
            count_values by (job) ("state", shop_open)
            sum by (code) (rate(shop_requests_total[5m]))
            histogram_quantile(0.9, rate(shop_latency_seconds_bucket[5m]))
            histogram_quantile(0.5, sum by (le) (rate(shop_latency_seconds_bucket[5m])))
            histogram_quantile(0.99, shop_latency_seconds_bucket)
            histogram_quantile(1.5, shop_latency_seconds_bucket)
            rate(shop_latency_seconds_sum[5m]) / rate(shop_latency_seconds_count[5m])
            shop_requests_total / 10
            2 ^ shop_temperature
            10 % shop_temperature
            shop_temperature % 3
            shop_temperature > 0
            shop_temperature > bool 0
            0 < shop_temperature
            shop_temperature == shop_temperature
            shop_temperature != bool shop_memory_bytes
            1 > bool 2
            shop_temperature >= -3 <= 3
            shop_temperature atan2 shop_memory_bytes
            shop_temperature + on (instance) shop_memory_bytes
            shop_temperature * ignoring (version) group_left (version) shop_info
            shop_requests_total * on (instance) group_left (version) shop_info
            shop_info * on (instance) group_right (version) shop_requests_total
            shop_requests_total{code="500"} / ignoring (code) shop_requests_total{code="200"}
            shop_requests_total / ignoring (code) group_left sum without (code) (shop_requests_total)
            shop_temperature and shop_temperature > 0
            shop_temperature or shop_memory_bytes
            shop_requests_total and on (instance) shop_temperature > 0
            shop_info unless on (instance) shop_temperature > 0
            shop_requests_total * shop_info
            shop_requests_total * on (job) shop_info
            shop_memory_bytes offset 5m
            shop_memory_bytes offset -2m
            rate(shop_requests_total[5m] offset 10m)
            shop_memory_bytes @ end()
            shop_memory_bytes @ start()
            rate(shop_requests_total[5m] @ end() offset 3m)
            sum(shop_memory_bytes @ end()) - sum(shop_memory_bytes)
            max_over_time(rate(shop_requests_total[2m])[10m7s:1m])
            avg_over_time(shop_temperature[5m7s:20s])
            sum_over_time((shop_temperature > 0)[10m7s:30s])
            quantile_over_time(0.5, sum(shop_requests_total)[10m7s:1m] offset 2m)
            max_over_time(deriv(rate(shop_requests_total[2m])[5m7s:30s])[8m7s:1m])
            count_over_time(shop_gaps[20m7s:30s])
            rate(shop_requests_total[5m7s:45s])
            min_over_time((shop_memory_bytes @ end())[5m7s:1m])
            sum(rate(shop_requests_total{code=~"5.."}[5m])) / sum(rate(shop_requests_total[5m])) > 0.01
            avg by (instance) (shop_temperature) > bool on () group_left () avg(shop_temperature)
            sum(shop_requests_total) by (le)
            shop_requests_total[5m]
            rate(shop_requests_total)
            sum by (
            label_replace(shop_info, "host", "$1", "instance", "(")
            """.lines().filter(line -> !line.isBlank()).toList();

    private static final String[] GAUGES = {
        "shop_memory_bytes", "shop_temperature", "shop_gaps", "shop_ratio", "shop_open", "shop_info"
    };
    private static final String[] COUNTERS = {
        "shop_requests_total",
        "shop_requests_total{code=\"200\"}",
        "shop_latency_seconds_bucket",
        "shop_latency_seconds_count"
    };
    private static final String[] OVER_TIME = {
        "avg", "sum", "min", "max", "count", "stddev", "stdvar", "last", "present"
    };
    private static final String[] RATES = {"rate", "increase", "irate", "resets", "changes"};
    private static final String[] AGGREGATIONS = {"sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"};
    private static final String[] GROUPINGS = {"", " by (instance)", " by (code, job)", " without (instance)"};
    private static final String[] MATH = {"abs", "ceil", "floor", "sqrt", "exp", "ln", "sgn", "sin", "-", "+"};
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%", "^", ">", "<=", "== bool", "!= bool", ">= bool"
    };
    private static final String[] SETS = {"and", "or", "unless"};

    private final Random random;

    private ComparedQueries(long seed) {
        random = new Random(seed);
    }

    /** All of them, the random ones last. */
    static List<String> all(long seed, int randomCount) {
        List<String> queries = new ArrayList<>(FIXED);
        ComparedQueries drawn = new ComparedQueries(seed);
        for (int i = 0; i < randomCount; i++) {
            queries.add(drawn.vector(3));
        }
        return queries;
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private String shift() {
        return one("", "", "", " offset 3m", " offset -1m", " @ end()", " @ start() offset 1m");
    }

    private String vector(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? one(GAUGES) + shift() : one(COUNTERS) + shift();
        }
        return switch (random.nextInt(9)) {
            case 0 ->
                one(OVER_TIME) + "_over_time(" + one(GAUGES) + "[" + one("1m", "4m30s", "11m") + "]" + shift() + ")";
            case 1 -> one(RATES) + "(" + one(COUNTERS) + "[" + one("1m", "5m", "9m") + "]" + shift() + ")";
            case 2 -> one(AGGREGATIONS) + one(GROUPINGS) + " (" + vector(depth - 1) + ")";
            case 3 -> "quantile" + one(GROUPINGS) + " (" + one("0.3", "0.9") + ", " + vector(depth - 1) + ")";
            case 4 -> one(MATH) + "(" + vector(depth - 1) + ")";
            case 5 -> "(" + vector(depth - 1) + ") " + one(ARITHMETIC) + " " + one("2", "0.5", "-7", "1e3");
            case 6 -> {
                String operand = vector(depth - 1);
                yield "(" + operand + ") " + one(ARITHMETIC) + " ignoring (code) group_left () (sum without (code) ("
                        + operand + "))";
            }
            case 7 ->
                "(" + vector(depth - 1) + ") " + one(SETS) + one("", " on (instance)") + " (" + vector(depth - 1) + ")";
            default -> one(OVER_TIME) + "_over_time((" + vector(depth - 1) + ")[" + one("3m7s:30s", "7m7s:1m") + "])";
        };
    }
}
