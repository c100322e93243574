package dev.bellwether.alerting.template;

import static dev.bellwether.alerting.template.ParameterType.ANY;

import dev.bellwether.alerting.template.Values.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code eq, ne, lt, le, gt, ge} with Go's rules: only values of the same basic type compare. */
final class Comparisons {
    private Comparisons() {}

    static Map<String, TemplateFunction> all() {
        return Map.of(
                "eq", TemplateFunction.variadic(Comparisons::isEqualToAny, ANY, ANY),
                "ne", comparison((left, right) -> !isEqual(left, right)),
                "lt", comparison(Comparisons::isLess),
                "le", comparison((left, right) -> isLess(left, right) || isEqual(left, right)),
                "gt", comparison((left, right) -> !isLess(left, right) && !isEqual(left, right)),
                "ge", comparison((left, right) -> !isLess(left, right)));
    }

    private interface Comparison {
        boolean holds(@Nullable Object left, @Nullable Object right);
    }

    private static TemplateFunction comparison(Comparison comparison) {
        return TemplateFunction.of(arguments -> comparison.holds(arguments.get(0), arguments.get(1)), ANY, ANY);
    }

    private static boolean isEqualToAny(FunctionArguments arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("missing argument for comparison");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (isEqual(arguments.get(0), arguments.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEqual(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        Kind kind = Values.kind(left);
        if (kind != Values.kind(right)) {
            throw incompatible(left, right);
        }
        return switch (kind) {
            case BOOLEAN, STRING -> left.equals(right);
            case INTEGER -> integer(left) == integer(right);
            case FLOAT -> (Double) left == (double) (Double) right;
            case OTHER -> isSame(left, right);
        };
    }

    private static boolean isSame(Object left, Object right) {
        if (Values.elements(left) != null || Values.entries(left) != null) {
            throw notComparable(left);
        }
        if (Values.elements(right) != null || Values.entries(right) != null) {
            throw notComparable(right);
        }
        return left.equals(right);
    }

    private static IllegalArgumentException notComparable(Object value) {
        return new IllegalArgumentException("non-comparable type " + Values.typeName(value));
    }

    private static IllegalArgumentException incompatible(Object left, Object right) {
        return new IllegalArgumentException(
                "incompatible types for comparison: " + Values.typeName(left) + " and " + Values.typeName(right));
    }

    private static long integer(Object value) {
        Long number = value instanceof TemplateObject object ? object.number() : (Long) value;
        return number == null ? 0 : number;
    }

    private static boolean isLess(@Nullable Object left, @Nullable Object right) {
        Kind kind = Values.kind(left);
        Kind other = Values.kind(right);
        if (left == null || right == null || kind == Kind.OTHER || other == Kind.OTHER) {
            throw new IllegalArgumentException("invalid type for comparison");
        }
        if (kind != other) {
            throw incompatible(left, right);
        }
        return switch (kind) {
            case INTEGER -> integer(left) < integer(right);
            case FLOAT -> (Double) left < (Double) right;
            case STRING -> BuiltInFunctions.compare((String) left, (String) right) < 0;
            case BOOLEAN, OTHER -> throw new IllegalArgumentException("invalid type for comparison");
        };
    }
}
