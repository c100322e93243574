package dev.bellwether.alerting.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates can call. Immutable; its body is called by the thread that renders.
 *
 * @param parameters the types of what it takes
 * @param variadic whether the last parameter stands for any number of arguments
 * @param body what it does
 */
public record TemplateFunction(List<ParameterType> parameters, boolean variadic, Body body) {
    public TemplateFunction {
        parameters = List.copyOf(parameters);
        if (variadic && parameters.isEmpty()) {
            throw new IllegalArgumentException("a variadic function needs a parameter");
        }
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes the result: null, boolean, number, text, list, map or {@link TemplateObject}.
         *
         * @throws IllegalArgumentException with the reason where it cannot
         */
        @Nullable
        Object call(FunctionArguments arguments);
    }

    /** A function with these parameters. */
    public static TemplateFunction of(Body body, ParameterType... parameters) {
        return new TemplateFunction(List.of(parameters), false, body);
    }

    /** A function whose last parameter may be given any number of times. */
    public static TemplateFunction variadic(Body body, ParameterType... parameters) {
        return new TemplateFunction(List.of(parameters), true, body);
    }

    /** The type of an argument by its place from 0, of which there are at most as many as parameters unless variadic. */
    ParameterType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** How many arguments it needs at least. */
    int required() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }
}
