package dev.bellwether.alerting.template;

import static dev.bellwether.alerting.template.ParameterType.STRING;

import dev.bellwether.model.RegularExpression;
import dev.bellwether.promql.evaluation.ReplacementTemplate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/** The functions over texts that Prometheus and Alertmanager share. */
final class TextFunctions {
    /** Where Go's regular expressions have no flags, a dot matches no line feed. */
    private static final String GO_DEFAULTS = "(?-s)";

    private TextFunctions() {}

    static Map<String, TemplateFunction> all() {
        return Map.of(
                "toUpper",
                        TemplateFunction.of(call -> changed(call, call.string(0).toUpperCase(Locale.ROOT)), STRING),
                "toLower",
                        TemplateFunction.of(call -> changed(call, call.string(0).toLowerCase(Locale.ROOT)), STRING),
                "match", TemplateFunction.of(TextFunctions::match, STRING, STRING),
                "reReplaceAll", TemplateFunction.of(TextFunctions::replaceAll, STRING, STRING, STRING),
                "safeHtml", TemplateFunction.of(call -> call.string(0), STRING));
    }

    static String changed(FunctionArguments call, String text) {
        return call.budget().bounded(text);
    }

    private static boolean match(FunctionArguments call) {
        RegularExpression expression = compiled(call, call.string(0));
        try {
            return expression
                    .pattern()
                    .matcher(RegularExpression.bounded(call.string(1)))
                    .find();
        } catch (StackOverflowError | IllegalStateException e) {
            throw tooMuch(e);
        }
    }

    private static LimitExceeded tooMuch(Throwable cause) {
        return new LimitExceeded(
                cause instanceof StackOverflowError
                        ? "a regular expression nests too deeply"
                        : String.valueOf(cause.getMessage()));
    }

    private static RegularExpression compiled(FunctionArguments call, String expression) {
        requireShort(call, expression);
        call.budget().checkTime();
        try {
            return RegularExpression.compile(GO_DEFAULTS + expression);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage()).replace(GO_DEFAULTS, "");
            throw new IllegalArgumentException(message, e);
        }
    }

    private static void requireShort(FunctionArguments call, String text) {
        int limit = call.budget().limits().maxRegularExpressionLength();
        if (text.length() > limit) {
            throw new LimitExceeded("a regular expression or its replacement has " + text.length()
                    + " characters, at most " + limit + " are allowed (limit maxRegularExpressionLength)");
        }
    }

    /** As Go's ReplaceAllString: an empty match directly behind another match is none. */
    private static String replaceAll(FunctionArguments call) {
        requireShort(call, call.string(1));
        String text = call.string(2);
        ReplacementTemplate replacement = new ReplacementTemplate(call.string(1));
        BoundedText result = call.budget().text();
        RegularExpression expression = compiled(call, call.string(0));
        try {
            Matcher matcher = expression.pattern().matcher(RegularExpression.bounded(text));
            int copied = 0;
            int search = 0;
            int lastEnd = -1;
            while (search <= text.length() && matcher.find(search)) {
                call.budget().step();
                int start = matcher.start();
                int end = matcher.end();
                if (end > start || start != lastEnd) {
                    result.append(text.substring(copied, start));
                    replacement.expand(matcher, expression.groups(), text, result::append);
                    copied = end;
                    lastEnd = end;
                }
                search = end > search || end > start ? end : next(text, search);
                if (end == start && search == end) {
                    search = next(text, search);
                }
            }
            return result.append(text.substring(copied)).toString();
        } catch (StackOverflowError | IllegalStateException e) {
            throw tooMuch(e);
        }
    }

    private static int next(String text, int index) {
        return index < text.length() ? text.offsetByCodePoints(index, 1) : index + 1;
    }
}
