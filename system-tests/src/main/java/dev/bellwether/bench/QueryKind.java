package dev.bellwether.bench;

import java.util.List;

/**
 * A kind of query that dashboards and rules have.
 *
 * @param name what it is called in the table
 * @param expression PromQL over the series of {@link QueriedSeries}
 */
record QueryKind(String name, String expression) {
    static final List<QueryKind> ALL = List.of(
            new QueryKind("rate-sum by", "sum by (handler) (rate(shop_requests_total[5m]))"),
            new QueryKind(
                    "histogram_quantile",
                    "histogram_quantile(0.9, sum by (le) (rate(shop_latency_seconds_bucket[5m])))"),
            new QueryKind(
                    "join with group_left",
                    "sum by (version) (shop_load * on (instance) group_left (version) shop_info)"),
            new QueryKind("topk", "topk(5, shop_load)"),
            new QueryKind("subquery", "max_over_time(sum(rate(shop_requests_total{handler=\"/h1\"}[5m]))[20m:1m])"),
            new QueryKind("regex selector", "sum(shop_requests_total{code=~\"5..\",instance=~\"node-.*[0-4]\"})"),
            new QueryKind("absent", "absent(shop_requests_total{handler=\"/none\"})"),
            new QueryKind("long range", "sum(increase(shop_requests_total{code=\"500\"}[45m]))"),
            new QueryKind("many series", "shop_load"),
            new QueryKind("one series", "shop_load{instance=\"node-003\",cpu=\"0\"}"));
}
