package dev.bellwether.promql.script;

import dev.bellwether.model.LabelText;
import dev.bellwether.model.NativeHistogram;
import dev.bellwether.model.NativeHistogram.CounterResetHint;
import dev.bellwether.model.text.NearestName;
import dev.bellwether.promql.annotation.NumberText;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Native histograms as test scripts write them: {@code {{schema:1 count:4 sum:5.5 z_bucket:1 buckets:[1 2]}}}.
 *
 * <p>Keys: {@code schema}, {@code count}, {@code sum}, {@code z_bucket} (count of the zero bucket), {@code z_bucket_w}
 * (its width), {@code buckets} and {@code offset}, {@code n_buckets} and {@code n_offset}, {@code custom_values} (with
 * schema −53), {@code counter_reset_hint} ({@code unknown}, {@code reset}, {@code not_reset}, {@code gauge}). What is
 * missing is 0, empty or unknown. Stateless.
 */
public final class HistogramDescription {
    private static final String CONTEXT = "histogram description";
    private static final double[] NONE = {};

    private enum Key {
        SCHEMA,
        COUNT,
        SUM,
        Z_BUCKET,
        Z_BUCKET_W,
        CUSTOM_VALUES,
        COUNTER_RESET_HINT,
        OFFSET,
        BUCKETS,
        N_OFFSET,
        N_BUCKETS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private HistogramDescription() {}

    /**
     * Reads one histogram with its braces.
     *
     * @throws PromqlSyntaxException where the text is none
     */
    public static NativeHistogram parse(String text) {
        ScriptScanner scanner = new ScriptScanner(text, 0);
        scanner.skipBlanks();
        NativeHistogram histogram = read(scanner);
        scanner.skipBlanks();
        if (!scanner.atEnd()) {
            throw scanner.unexpected(CONTEXT, "end of input");
        }
        return histogram;
    }

    static NativeHistogram read(ScriptScanner scanner) {
        int start = scanner.position();
        if (!scanner.accept("{{")) {
            throw scanner.unexpected("series values", "\"{{\"");
        }
        Map<Key, Object> found = new EnumMap<>(Key.class);
        boolean separated = true;
        scanner.skipBlanks();
        while (!scanner.accept("}}")) {
            if (!separated) {
                throw scanner.unexpected(CONTEXT, "blank or \"}}\"");
            }
            item(scanner, found);
            separated = scanner.skipBlanks();
        }
        try {
            return build(found);
        } catch (IllegalArgumentException e) {
            PromqlSyntaxException failure = scanner.error(start, "invalid histogram: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static void item(ScriptScanner scanner, Map<Key, Object> found) {
        int start = scanner.position();
        String word = scanner.word();
        if (word.isEmpty()) {
            throw scanner.unexpected(CONTEXT, "\"}}\" or one of " + keys());
        }
        Key key = Stream.of(Key.values())
                .filter(each -> each.text().equals(word))
                .findFirst()
                .orElseThrow(() -> scanner.error(
                        new Span(start, scanner.position()),
                        "bad histogram descriptor found: " + LabelText.quote(word) + ", allowed are " + keys(),
                        NearestName.of(word, keys())));
        if (found.containsKey(key)) {
            throw scanner.error(start, "duplicate key " + LabelText.quote(word) + " in histogram");
        }
        if (!scanner.accept(":")) {
            throw scanner.unexpected(CONTEXT, "\":\" behind " + word);
        }
        found.put(key, value(scanner, key));
    }

    private static List<String> keys() {
        return Stream.of(Key.values()).map(Key::text).toList();
    }

    private static Object value(ScriptScanner scanner, Key key) {
        return switch (key) {
            case SCHEMA, OFFSET, N_OFFSET -> scanner.integer(CONTEXT);
            case COUNT, SUM, Z_BUCKET, Z_BUCKET_W -> scanner.number(CONTEXT);
            case BUCKETS, N_BUCKETS, CUSTOM_VALUES -> numbers(scanner);
            case COUNTER_RESET_HINT -> hint(scanner);
        };
    }

    private static double[] numbers(ScriptScanner scanner) {
        if (!scanner.accept("[")) {
            throw scanner.unexpected(CONTEXT, "\"[\"");
        }
        List<Double> numbers = new ArrayList<>();
        boolean separated = true;
        scanner.skipBlanks();
        while (!scanner.accept("]")) {
            if (!separated) {
                throw scanner.unexpected(CONTEXT, "blank or \"]\"");
            }
            numbers.add(scanner.number(CONTEXT));
            separated = scanner.skipBlanks();
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static CounterResetHint hint(ScriptScanner scanner) {
        int start = scanner.position();
        String word = scanner.word();
        for (CounterResetHint hint : CounterResetHint.values()) {
            if (hint.name().toLowerCase(Locale.ROOT).equals(word)) {
                return hint;
            }
        }
        throw scanner.error(
                start,
                "bad counter reset hint " + LabelText.quote(word) + ", allowed are unknown, reset, not_reset, gauge");
    }

    private static NativeHistogram build(Map<Key, Object> found) {
        double[] positive = (double[]) found.getOrDefault(Key.BUCKETS, NONE);
        double[] negative = (double[]) found.getOrDefault(Key.N_BUCKETS, NONE);
        return new NativeHistogram(
                (CounterResetHint) found.getOrDefault(Key.COUNTER_RESET_HINT, CounterResetHint.UNKNOWN),
                (Integer) found.getOrDefault(Key.SCHEMA, 0),
                (Double) found.getOrDefault(Key.Z_BUCKET_W, 0.0),
                (Double) found.getOrDefault(Key.Z_BUCKET, 0.0),
                (Double) found.getOrDefault(Key.COUNT, 0.0),
                (Double) found.getOrDefault(Key.SUM, 0.0),
                spans((Integer) found.getOrDefault(Key.OFFSET, 0), positive),
                positive,
                spans((Integer) found.getOrDefault(Key.N_OFFSET, 0), negative),
                negative,
                (double[]) found.getOrDefault(Key.CUSTOM_VALUES, NONE));
    }

    private static int[] spans(int offset, double[] buckets) {
        return buckets.length == 0 ? new int[0] : new int[] {offset, buckets.length};
    }

    /**
     * The histogram in this notation, empty buckets at both ends left out: equal texts are equal histograms, whatever the
     * spans they are kept in.
     */
    public static String print(NativeHistogram histogram) {
        List<String> items = new ArrayList<>();
        if (histogram.schema() != 0) {
            items.add("schema:" + histogram.schema());
        }
        number(items, "count", histogram.count());
        number(items, "sum", histogram.sum());
        number(items, "z_bucket", histogram.zeroCount());
        number(items, "z_bucket_w", histogram.zeroThreshold());
        if (histogram.hasCustomBuckets()) {
            items.add("custom_values:" + list(histogram.customValues()));
        }
        if (histogram.counterResetHint() != CounterResetHint.UNKNOWN) {
            items.add(
                    "counter_reset_hint:" + histogram.counterResetHint().name().toLowerCase(Locale.ROOT));
        }
        buckets(items, "", histogram.positiveSpans(), histogram.positiveBuckets());
        buckets(items, "n_", histogram.negativeSpans(), histogram.negativeBuckets());
        return "{{" + String.join(" ", items) + "}}";
    }

    private static void number(List<String> items, String key, double value) {
        if (value != 0) {
            items.add(key + ":" + NumberText.shortest(value));
        }
    }

    private static String list(double[] numbers) {
        return "["
                + String.join(
                        " ",
                        DoubleStream.of(numbers).mapToObj(NumberText::shortest).toList()) + "]";
    }

    private static void buckets(List<String> items, String prefix, int[] spans, double[] counts) {
        List<Double> dense = new ArrayList<>();
        int first = 0;
        int index = 0;
        int next = 0;
        for (int span = 0; span < spans.length; span += 2) {
            index += spans[span];
            for (int i = 0; i < spans[span + 1]; i++, index++, next++) {
                if (counts[next] == 0) {
                    continue;
                }
                if (dense.isEmpty()) {
                    first = index;
                }
                while (dense.size() < index - first) {
                    dense.add(0.0);
                }
                dense.add(counts[next]);
            }
        }
        if (dense.isEmpty()) {
            return;
        }
        if (first != 0) {
            items.add(prefix + "offset:" + first);
        }
        items.add(prefix + "buckets:"
                + list(dense.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
