package dev.bellwether.cli.api;

import java.util.List;
import java.util.Map;

/** Native histograms as the API gives them. */
final class HistogramJson {
    private HistogramJson() {}

    /** For people: {@code {count:3, sum:4.5, (1,2]:3}}. */
    static String text(Map<String, ?> histogram) {
        StringBuilder text = new StringBuilder("{count:")
                .append(JsonTree.text(histogram.get("count")))
                .append(", sum:")
                .append(JsonTree.text(histogram.get("sum")));
        for (Object each : JsonTree.list(histogram.get("buckets"))) {
            List<?> bucket = JsonTree.list(each);
            String bounds = JsonTree.text(bucket.get(0));
            boolean lower = bounds.equals("1") || bounds.equals("3");
            boolean upper = bounds.equals("0") || bounds.equals("3");
            text.append(lower ? ", [" : ", (")
                    .append(JsonTree.text(bucket.get(1)))
                    .append(',')
                    .append(JsonTree.text(bucket.get(2)))
                    .append(upper ? "]:" : "):")
                    .append(JsonTree.text(bucket.get(3)));
        }
        return text.append('}').toString();
    }
}
