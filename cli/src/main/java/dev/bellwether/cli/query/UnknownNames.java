package dev.bellwether.cli.query;

import dev.bellwether.cli.api.ApiAnswer;
import dev.bellwether.cli.api.ApiClient;
import dev.bellwether.cli.api.ApiException;
import dev.bellwether.cli.api.JsonTree;
import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.model.text.NearestName;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.parser.ParserOptions;
import dev.bellwether.promql.parser.PromqlParser;
import dev.bellwether.promql.parser.PromqlSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a query finds nothing: which metrics, labels and values of its selectors the server knows nowhere, and what was
 * probably meant. Asks the server for the names it knows, once each. For one use by one thread.
 */
final class UnknownNames {
    private final ApiClient client;
    private final Map<String, List<String>> known = new HashMap<>();
    private final Set<String> hints = new LinkedHashSet<>();

    private UnknownNames(ApiClient client) {
        this.client = client;
    }

    /** A sentence for each unknown name; none where the expression does not parse or the server does not say. */
    static List<String> hints(String expression, ApiClient client) {
        UnknownNames names = new UnknownNames(client);
        try {
            names.visit(PromqlParser.parse(expression, ParserOptions.ALL));
        } catch (PromqlSyntaxException | ApiException e) {
            return List.of();
        }
        return List.copyOf(names.hints);
    }

    private void visit(Expression expression) {
        if (expression instanceof Expression.VectorSelector selector) {
            String metric = selector.metricName();
            if (metric != null) {
                value(Labels.METRIC_NAME, metric);
            }
            selector.matchers().forEach(this::matcher);
        }
        Children.of(expression).forEach(this::visit);
    }

    private void matcher(Matcher matcher) {
        boolean needsLabel = !matcher.matches("");
        if (!needsLabel) {
            return;
        }
        if (!matcher.name().equals(Labels.METRIC_NAME) && !labels().contains(matcher.name())) {
            hint("no series has the label \"" + matcher.name() + "\"", matcher.name(), labels());
        } else if (matcher.operator() == Matcher.Operator.EQUAL) {
            value(matcher.name(), matcher.value());
        }
    }

    private void value(String label, String value) {
        List<String> values = values(label);
        if (!values.contains(value)) {
            boolean metric = label.equals(Labels.METRIC_NAME);
            hint(
                    metric ? "no metric is named \"" + value + "\"" : "no series has " + label + "=\"" + value + "\"",
                    value,
                    values);
        }
    }

    private void hint(String what, String name, List<String> candidates) {
        @Nullable String nearest = NearestName.of(name, candidates);
        hints.add(nearest == null ? what : what + "; did you mean \"" + nearest + "\"?");
    }

    private List<String> labels() {
        return known.computeIfAbsent("", unused -> texts(client.get("/api/v1/labels", List.of())));
    }

    private List<String> values(String label) {
        return known.computeIfAbsent(
                label,
                name -> texts(client.get("/api/v1/label/" + LabelsCommand.pathName(name) + "/values", List.of())));
    }

    private static List<String> texts(ApiAnswer answer) {
        return new ArrayList<>(JsonTree.texts(answer.data()));
    }
}
