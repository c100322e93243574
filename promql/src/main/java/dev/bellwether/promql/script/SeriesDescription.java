package dev.bellwether.promql.script;

import dev.bellwether.model.Labels;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.util.List;

/**
 * One series of a test script: its labels and its values at equal distances in time.
 *
 * <p>The notation is that of Prometheus's {@code promqltest} and of {@code promtool test rules}:
 *
 * <pre>{@code
 * http_requests{job="api"} 0+10x5 _x2 stale 7 {{schema:1 sum:3 count:2 buckets:[1 1]}}x3
 * }</pre>
 *
 * @param labels the series
 * @param values one for each time, from the first on
 */
public record SeriesDescription(Labels labels, List<SequenceValue> values) {
    public SeriesDescription {
        values = List.copyOf(values);
    }

    /**
     * Reads labels and values from one line.
     *
     * @throws PromqlSyntaxException where the text is no such description; positions are those of the whole text
     */
    public static SeriesDescription parse(String text) {
        int end = endOfLabels(text);
        return new SeriesDescription(
                PromqlParser.parseSeries(text.substring(0, end)), new SequenceReader(text, end).read());
    }

    /**
     * Reads values alone, as the field {@code values} of a unit test has them.
     *
     * @throws PromqlSyntaxException where the text is no list of values
     */
    public static List<SequenceValue> parseValues(String text) {
        return new SequenceReader(text, 0).read();
    }

    /** Index behind the labels: behind the closing brace, or at the first blank where there are no braces. */
    private static int endOfLabels(String text) {
        int index = 0;
        while (index < text.length() && ScriptScanner.isBlank(text.charAt(index))) {
            index++;
        }
        while (index < text.length() && text.charAt(index) != '{' && !ScriptScanner.isBlank(text.charAt(index))) {
            index++;
        }
        int brace = index;
        while (brace < text.length() && ScriptScanner.isBlank(text.charAt(brace))) {
            brace++;
        }
        boolean hasBraces = text.startsWith("{", brace) && !text.startsWith("{{", brace);
        return hasBraces ? behindBraces(text, brace) : index;
    }

    private static int behindBraces(String text, int brace) {
        char quote = 0;
        for (int i = brace; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote != '`') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else if (c == '}') {
                return i + 1;
            }
        }
        return text.length();
    }
}
