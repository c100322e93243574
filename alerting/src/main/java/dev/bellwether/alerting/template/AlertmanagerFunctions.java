package dev.bellwether.alerting.template;

import static dev.bellwether.alerting.template.ParameterType.ANY;
import static dev.bellwether.alerting.template.ParameterType.LIST;
import static dev.bellwether.alerting.template.ParameterType.STRING;
import static dev.bellwether.alerting.template.ParameterType.STRINGS;
import static dev.bellwether.alerting.template.ParameterType.TIME;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that Alertmanager gives to the templates of notifications, as
 * https://prometheus.io/docs/alerting/latest/notifications/#functions lists them.
 */
public final class AlertmanagerFunctions {
    private static final Map<String, TemplateFunction> TEXTS = Map.of(
            "title",
                    TemplateFunction.of(
                            call -> TextFunctions.changed(call, TitleCase.of(call.string(0), true)), STRING),
            "trimSpace", TemplateFunction.of(call -> call.string(0).strip(), STRING),
            "join", TemplateFunction.of(call -> joined(call, call.string(0), call.list(1)), STRING, STRINGS),
            "safeUrl", TemplateFunction.of(call -> call.string(0), STRING),
            "urlUnescape", TemplateFunction.of(call -> unescaped(call.string(0)), STRING),
            "stringSlice", TemplateFunction.variadic(AlertmanagerFunctions::strings, STRING),
            "base64encode", TemplateFunction.of(AlertmanagerFunctions::encoded, STRING),
            "base64decode", TemplateFunction.of(call -> decoded(call.string(0)), STRING),
            "routeLabels", TemplateFunction.of(call -> "", STRING));

    private static final Map<String, TemplateFunction> VALUES = Map.of(
            "humanizeDuration", TemplateFunction.of(call -> Humanize.duration(Humanize.number(call.get(0))), ANY),
            "toJson", TemplateFunction.of(AlertmanagerFunctions::json, ANY),
            "list", TemplateFunction.variadic(call -> Collections.unmodifiableList(new ArrayList<>(call.all())), ANY),
            "append", TemplateFunction.variadic(AlertmanagerFunctions::appended, LIST, ANY),
            "dict", TemplateFunction.variadic(AlertmanagerFunctions::dictionary, ANY));

    private static final Map<String, TemplateFunction> TIMES = Map.of(
            "date",
                    TemplateFunction.of(
                            call -> TextFunctions.changed(
                                    call,
                                    TimeLayout.format(
                                            call.string(0), time(call, 1).value())),
                            STRING,
                            TIME),
            "tz", TemplateFunction.of(AlertmanagerFunctions::inZone, STRING, TIME),
            "toDate", TemplateFunction.of(AlertmanagerFunctions::dateOrZero, STRING, STRING),
            "mustToDate",
                    TemplateFunction.of(
                            call -> TimeLayoutReader.parse(call.string(0), call.string(1)), STRING, STRING));

    private AlertmanagerFunctions() {}

    /**
     * All of them, Go's own included.
     *
     * @param clock tells {@code now} and {@code since} the time
     */
    public static TemplateFunctions of(Clock clock) {
        Map<String, TemplateFunction> functions = new HashMap<>(TextFunctions.all());
        functions.putAll(TEXTS);
        functions.putAll(VALUES);
        functions.putAll(TIMES);
        functions.put("now", TemplateFunction.of(call -> TemplateTime.of(clock.instant())));
        functions.put(
                "since",
                TemplateFunction.of(
                        call -> TemplateTime.of(clock.instant())
                                .since(time(call, 0).value()),
                        TIME));
        return TemplateFunctions.BUILT_IN.with(functions);
    }

    private static TemplateTime time(FunctionArguments call, int index) {
        return (TemplateTime) call.required(index);
    }

    static String joined(FunctionArguments call, String separator, List<?> parts) {
        BoundedText text = call.budget().text();
        boolean first = true;
        for (Object part : parts) {
            if (!first) {
                text.append(separator);
            }
            first = false;
            text.append((String) part);
        }
        return text.toString();
    }

    private static String unescaped(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            boolean valid = i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0;
            if (!valid) {
                throw new IllegalArgumentException(
                        "invalid URL escape \"" + text.substring(i, Math.min(i + 3, text.length())) + "\"");
            }
        }
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static KeyValues.Strings strings(FunctionArguments call) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            strings.add(call.string(i));
        }
        return new KeyValues.Strings(strings);
    }

    private static String encoded(FunctionArguments call) {
        byte[] bytes = call.string(0).getBytes(StandardCharsets.UTF_8);
        return TextFunctions.changed(call, Base64.getUrlEncoder().encodeToString(bytes));
    }

    private static String decoded(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("illegal base64 data at input byte " + text.length());
        }
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("illegal base64 data: " + e.getMessage(), e);
        }
    }

    private static String json(FunctionArguments call) {
        BoundedText text = call.budget().text();
        new JsonText(text).write(call.get(0), 0);
        return text.toString();
    }

    private static List<@Nullable Object> appended(FunctionArguments call) {
        call.budget().steps(1 + call.list(0).size() / 64);
        List<@Nullable Object> all = new ArrayList<>(call.list(0));
        all.addAll(call.all().subList(1, call.size()));
        return Collections.unmodifiableList(all);
    }

    private static Map<String, @Nullable Object> dictionary(FunctionArguments call) {
        if (call.size() % 2 != 0) {
            throw new IllegalArgumentException("dict requires an even number of arguments");
        }
        Map<String, @Nullable Object> dictionary = new LinkedHashMap<>();
        for (int i = 0; i < call.size(); i += 2) {
            if (!(call.get(i) instanceof String key)) {
                throw new IllegalArgumentException("dict keys must be strings");
            }
            dictionary.put(key, call.get(i + 1));
        }
        return dictionary;
    }

    private static TemplateTime inZone(FunctionArguments call) {
        String name = call.string(0);
        try {
            ZoneId zone = name.isEmpty() || name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
            return new TemplateTime(time(call, 1).value().withZoneSameInstant(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("unknown time zone " + name, e);
        }
    }

    private static TemplateTime dateOrZero(FunctionArguments call) {
        try {
            return TimeLayoutReader.parse(call.string(0), call.string(1));
        } catch (IllegalArgumentException e) {
            return TemplateTime.ZERO;
        }
    }
}
