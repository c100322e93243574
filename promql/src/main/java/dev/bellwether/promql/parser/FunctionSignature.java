package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.ValueType;
import java.util.List;
import java.util.Objects;

/**
 * What a function takes and gives.
 *
 * @param name the function's name, case-sensitive
 * @param argumentTypes the types of the arguments; the last one is that of all further arguments too
 * @param minimumArguments the fewest arguments
 * @param maximumArguments the most arguments, {@value #UNLIMITED} where there is no limit
 * @param returnType the type of the result
 * @param experimental whether it must be switched on
 */
public record FunctionSignature(
        String name,
        List<ValueType> argumentTypes,
        int minimumArguments,
        int maximumArguments,
        ValueType returnType,
        boolean experimental) {
    /** As {@code maximumArguments}: any number. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public FunctionSignature {
        Objects.requireNonNull(name, "name");
        argumentTypes = List.copyOf(argumentTypes);
        if (minimumArguments < 0 || maximumArguments < minimumArguments) {
            throw new IllegalArgumentException("function \"" + name + "\" takes " + minimumArguments + " to "
                    + maximumArguments + " arguments: the first must be at least 0 and not above the second");
        }
    }

    /** Whether every call has the same number of arguments. */
    public boolean hasFixedArguments() {
        return minimumArguments == maximumArguments;
    }

    /** The type of the argument at an index from 0; the last type is repeated. */
    public ValueType argumentType(int index) {
        return argumentTypes.get(Math.min(index, argumentTypes.size() - 1));
    }
}
