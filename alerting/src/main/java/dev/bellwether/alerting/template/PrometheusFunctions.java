package dev.bellwether.alerting.template;

import static dev.bellwether.alerting.template.ParameterType.ANY;
import static dev.bellwether.alerting.template.ParameterType.SAMPLE;
import static dev.bellwether.alerting.template.ParameterType.SAMPLES;
import static dev.bellwether.alerting.template.ParameterType.STRING;

import dev.bellwether.promql.parser.PromqlDuration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Prometheus gives to the templates of rules, as
 * https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ lists them.
 */
public final class PrometheusFunctions {
    private static final Map<String, TemplateFunction> VECTORS = Map.of(
            "first", TemplateFunction.of(PrometheusFunctions::first, SAMPLES),
            "label", TemplateFunction.of(call -> label(sample(call, 1), call.string(0)), STRING, SAMPLE),
            "value", TemplateFunction.of(call -> sample(call, 0).value(), SAMPLE),
            "strvalue", TemplateFunction.of(call -> label(sample(call, 0), "__value__"), SAMPLE),
            "sortByLabel", TemplateFunction.of(PrometheusFunctions::sortByLabel, STRING, SAMPLES),
            "args", TemplateFunction.variadic(PrometheusFunctions::arguments, ANY),
            "tmpl", TemplateFunction.of(call -> call.render(call.string(0), call.get(1)), STRING, ANY),
            "title",
                    TemplateFunction.of(
                            call -> TextFunctions.changed(call, TitleCase.of(call.string(0), false)), STRING));

    private static final Map<String, TemplateFunction> NUMBERS = Map.of(
            "humanize", TemplateFunction.of(call -> Humanize.metric(Humanize.number(call.get(0))), ANY),
            "humanize1024", TemplateFunction.of(call -> Humanize.binary(Humanize.number(call.get(0))), ANY),
            "humanizeDuration", TemplateFunction.of(call -> Humanize.duration(Humanize.number(call.get(0))), ANY),
            "humanizePercentage",
                    TemplateFunction.of(call -> Humanize.fourDigits(Humanize.number(call.get(0)) * 100) + "%", ANY),
            "humanizeTimestamp", TemplateFunction.of(call -> Humanize.timestamp(Humanize.number(call.get(0))), ANY),
            "toTime", TemplateFunction.of(call -> Humanize.time(Humanize.number(call.get(0))), ANY),
            "toDuration",
                    TemplateFunction.of(call -> new TemplateDuration((long) (Humanize.number(call.get(0)) * 1e9)), ANY),
            "parseDuration", TemplateFunction.of(PrometheusFunctions::parseDuration, STRING));

    private static final Map<String, TemplateFunction> ADDRESSES = Map.of(
            "stripPort", TemplateFunction.of(call -> HostPort.withoutPort(call.string(0)), STRING),
            "stripDomain", TemplateFunction.of(call -> HostPort.withoutDomain(call.string(0)), STRING),
            "urlQueryEscape", TemplateFunction.of(call -> urlQuery(call, 0), STRING),
            "graphLink", TemplateFunction.of(call -> "/graph?g0.expr=" + urlQuery(call, 0) + "&g0.tab=0", STRING),
            "tableLink", TemplateFunction.of(call -> "/graph?g0.expr=" + urlQuery(call, 0) + "&g0.tab=1", STRING));

    /** To check templates with: every function is there, and a query fails. */
    public static final TemplateFunctions FOR_CHECKS = of(
            (expression, timestampMillis) -> {
                throw new IllegalArgumentException("there is nothing to query");
            },
            0,
            "");

    private PrometheusFunctions() {}

    /** Answers the queries of templates. */
    @FunctionalInterface
    public interface Query {
        /**
         * The elements that an expression has at a time; blocks while it is evaluated.
         *
         * @param timestampMillis the time, milliseconds since 1970
         * @throws IllegalArgumentException with the reason where it cannot be evaluated
         */
        List<TemplateSample> query(String expression, long timestampMillis);
    }

    /**
     * All of them, Go's own included.
     *
     * @param query answers queries
     * @param timestampMillis the time of the evaluation, at which queries are evaluated
     * @param externalUrl under which people reach the system, may be empty
     */
    public static TemplateFunctions of(Query query, long timestampMillis, String externalUrl) {
        Map<String, TemplateFunction> functions = new HashMap<>(TextFunctions.all());
        functions.putAll(VECTORS);
        functions.putAll(NUMBERS);
        functions.putAll(ADDRESSES);
        functions.put(
                "query",
                TemplateFunction.of(
                        call -> {
                            call.budget().query();
                            return List.copyOf(query.query(call.string(0), timestampMillis));
                        },
                        STRING));
        functions.put("now", TemplateFunction.of(call -> timestampMillis / 1000.0));
        functions.put("externalURL", TemplateFunction.of(call -> externalUrl));
        functions.put("pathPrefix", TemplateFunction.of(call -> path(externalUrl)));
        return TemplateFunctions.BUILT_IN.with(functions);
    }

    private static String path(String url) {
        String path = url.isEmpty() ? "" : URI.create(url).getPath();
        return path == null ? "" : path;
    }

    private static String urlQuery(FunctionArguments call, int index) {
        BoundedText text = call.budget().text();
        Escapes.urlQuery(call.string(index), text);
        return text.toString();
    }

    private static TemplateSample sample(FunctionArguments call, int index) {
        return (TemplateSample) call.required(index);
    }

    private static String label(TemplateSample sample, String name) {
        return sample.labels().entries().getOrDefault(name, "");
    }

    private static Object first(FunctionArguments call) {
        List<?> samples = call.list(0);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("first() called on vector with no elements");
        }
        return samples.getFirst();
    }

    private static List<TemplateSample> sortByLabel(FunctionArguments call) {
        List<TemplateSample> sorted = new ArrayList<>();
        call.list(1).forEach(sample -> sorted.add((TemplateSample) sample));
        String label = call.string(0);
        sorted.sort(Comparator.comparing(sample -> label(sample, label), BuiltInFunctions::compare));
        return sorted;
    }

    private static Map<String, @Nullable Object> arguments(FunctionArguments call) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < call.size(); i++) {
            arguments.put("arg" + i, call.get(i));
        }
        return arguments;
    }

    private static double parseDuration(FunctionArguments call) {
        String text = call.string(0);
        boolean negative = text.startsWith("-");
        double seconds =
                PromqlDuration.parse(negative ? text.substring(1) : text).toMillis() / 1000.0;
        return negative ? -seconds : seconds;
    }
}
