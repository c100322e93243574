package dev.bellwether.alerting.template;

import static dev.bellwether.alerting.template.ParameterType.ANY;
import static dev.bellwether.alerting.template.ParameterType.STRING;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of Go's text/template itself. */
final class BuiltInFunctions {
    /** The interpreter evaluates its arguments only as far as it must. */
    static final TemplateFunction AND = TemplateFunction.variadic(arguments -> null, ANY, ANY);

    /** The interpreter evaluates its arguments only as far as it must. */
    static final TemplateFunction OR = TemplateFunction.variadic(arguments -> null, ANY, ANY);

    private BuiltInFunctions() {}

    static Map<String, TemplateFunction> all() {
        Map<String, TemplateFunction> functions = new HashMap<>(Comparisons.all());
        functions.put("and", AND);
        functions.put("or", OR);
        functions.put("not", TemplateFunction.of(arguments -> !Values.isTrue(arguments.get(0)), ANY));
        functions.put("call", TemplateFunction.variadic(BuiltInFunctions::call, ANY, ANY));
        functions.put("len", TemplateFunction.of(arguments -> length(arguments.get(0)), ANY));
        functions.put("index", TemplateFunction.variadic(BuiltInFunctions::index, ANY, ANY));
        functions.put("slice", TemplateFunction.variadic(BuiltInFunctions::slice, ANY, ANY));
        functions.put("print", TemplateFunction.variadic(arguments -> printed(arguments, false), ANY));
        functions.put("println", TemplateFunction.variadic(BuiltInFunctions::printLine, ANY));
        functions.put("printf", TemplateFunction.variadic(BuiltInFunctions::printf, STRING, ANY));
        functions.put("html", escape(Escapes::html));
        functions.put("js", escape(Escapes::javaScript));
        functions.put("urlquery", escape(Escapes::urlQuery));
        return functions;
    }

    /** Texts in the order of their bytes. */
    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return left.length() - right.length();
    }

    private static TemplateFunction escape(Escapes.Escape escape) {
        return TemplateFunction.variadic(
                arguments -> {
                    BoundedText text = arguments.budget().text();
                    escape.escape(printed(arguments, true), text);
                    return text.toString();
                },
                ANY);
    }

    private static String printed(FunctionArguments arguments, boolean noValue) {
        BoundedText text = arguments.budget().text();
        new ValueText(text).printAll(arguments.all(), noValue);
        return text.toString();
    }

    private static String printLine(FunctionArguments arguments) {
        BoundedText text = arguments.budget().text();
        new ValueText(text).printLine(arguments.all());
        return text.toString();
    }

    private static String printf(FunctionArguments arguments) {
        BoundedText text = arguments.budget().text();
        Printf.print(arguments.string(0), arguments.all().subList(1, arguments.size()), text);
        return text.toString();
    }

    private static @Nullable Object call(FunctionArguments arguments) {
        Object callee = arguments.get(0);
        if (callee == null) {
            throw new IllegalArgumentException("call of nil");
        }
        if (!(callee instanceof TemplateFunction function)) {
            throw new IllegalArgumentException("non-function of type " + Values.typeName(callee));
        }
        List<@Nullable Object> given = arguments.all().subList(1, arguments.size());
        int required = function.required();
        if (function.variadic() ? given.size() < required : given.size() != required) {
            throw new IllegalArgumentException("wrong number of args: got " + given.size() + " want "
                    + (function.variadic() ? "at least " : "") + required);
        }
        for (int i = 0; i < given.size(); i++) {
            Object value = given.get(i);
            ParameterType type = function.parameter(i);
            if (value == null ? !type.isNullable() : !type.accepts(value)) {
                throw new IllegalArgumentException(
                        "arg " + i + ": value has type " + Values.typeName(value) + "; should be " + type.goName());
            }
        }
        return function.body().call(new FunctionArguments(given, arguments.budget(), arguments::render));
    }

    private static long length(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("len of nil pointer");
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
        List<?> elements = Values.elements(value);
        if (elements != null) {
            return elements.size();
        }
        Map<?, ?> entries = Values.entries(value);
        if (entries != null) {
            return entries.size();
        }
        throw new IllegalArgumentException("len of type " + Values.typeName(value));
    }

    private static @Nullable Object index(FunctionArguments arguments) {
        Object item = arguments.get(0);
        if (item == null) {
            throw new IllegalArgumentException("index of untyped nil");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (item == null) {
                throw new IllegalArgumentException("index of nil pointer");
            }
            item = Values.normal(element(item, arguments.get(i)));
        }
        return item;
    }

    private static @Nullable Object element(Object item, @Nullable Object index) {
        if (item instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return (long) (bytes[place(index, bytes.length - 1)] & 0xff);
        }
        List<?> elements = Values.elements(item);
        if (elements != null) {
            return elements.get(place(index, elements.size() - 1));
        }
        Map<?, ?> entries = Values.entries(item);
        if (entries == null) {
            throw new IllegalArgumentException("can't index item of type " + Values.typeName(item));
        }
        if (index == null) {
            throw new IllegalArgumentException("value is nil; should be of type string");
        }
        if (!(index instanceof String key)) {
            throw new IllegalArgumentException("value has type " + Values.typeName(index) + "; should be string");
        }
        Object value = entries.get(key);
        boolean missing = value == null && !entries.containsKey(key);
        return missing && item instanceof TemplateObject object ? object.missingEntry() : value;
    }

    private static int place(@Nullable Object index, int largest) {
        if (index == null) {
            throw new IllegalArgumentException("cannot index slice/array with nil");
        }
        if (!(index instanceof Long place)) {
            throw new IllegalArgumentException("cannot index slice/array with type " + Values.typeName(index));
        }
        if (place < 0 || place > largest) {
            throw new IllegalArgumentException("index out of range: " + place);
        }
        return place.intValue();
    }

    private static Object slice(FunctionArguments arguments) {
        Object item = arguments.get(0);
        int count = arguments.size() - 1;
        if (item == null) {
            throw new IllegalArgumentException("slice of untyped nil");
        }
        if (count > 3) {
            throw new IllegalArgumentException("too many slice indexes: " + count);
        }
        List<?> elements = Values.elements(item);
        byte[] bytes = item instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
        if (elements == null && !(item instanceof String)) {
            throw new IllegalArgumentException("can't slice item of type " + Values.typeName(item));
        }
        if (elements == null && count == 3) {
            throw new IllegalArgumentException("cannot 3-index slice a string");
        }
        int size = elements == null ? bytes.length : elements.size();
        int from = count > 0 ? place(arguments.get(1), size) : 0;
        int to = count > 1 ? place(arguments.get(2), size) : size;
        int capacity = count > 2 ? place(arguments.get(3), size) : size;
        if (from > to) {
            throw new IllegalArgumentException("invalid slice index: " + from + " > " + to);
        }
        if (to > capacity) {
            throw new IllegalArgumentException("invalid slice index: " + to + " > " + capacity);
        }
        return elements == null
                ? new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8)
                : elements.subList(from, to);
    }
}
