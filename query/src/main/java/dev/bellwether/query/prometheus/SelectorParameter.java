package dev.bellwether.query.prometheus;

import dev.bellwether.model.Matcher;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import dev.bellwether.query.exchange.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code match[]}. */
final class SelectorParameter {
    private SelectorParameter() {}

    /**
     * Every selector of the parameter.
     *
     * @throws PrometheusException where one is no selector or selects everything
     */
    static List<List<Matcher>> read(Parameters parameters) {
        List<List<Matcher>> selectors = parse(parameters);
        for (List<Matcher> selector : selectors) {
            if (selector.stream().allMatch(matcher -> matcher.matches(""))) {
                throw new PrometheusException(
                        ErrorType.BAD_DATA, "match[] must contain at least one non-empty matcher");
            }
        }
        return selectors;
    }

    private static List<List<Matcher>> parse(Parameters parameters) {
        List<List<Matcher>> selectors = new ArrayList<>();
        for (String text : parameters.all("match[]")) {
            try {
                selectors.add(PromqlParser.parseMetricSelector(text));
            } catch (PromqlSyntaxException e) {
                throw new PrometheusException(ErrorType.BAD_DATA, String.valueOf(e.getMessage()));
            }
        }
        return selectors;
    }
}
