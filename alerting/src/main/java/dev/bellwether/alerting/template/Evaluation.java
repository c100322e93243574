package dev.bellwether.alerting.template;

import dev.bellwether.alerting.template.FunctionArguments.NestedRendering;
import dev.bellwether.alerting.template.syntax.Operand;
import dev.bellwether.alerting.template.syntax.Operand.Command;
import dev.bellwether.alerting.template.syntax.Operand.Pipeline;
import dev.bellwether.model.LabelText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes pipelines: functions, methods, fields, and constants of the types that they are used as. Used by one thread. */
final class Evaluation {
    /** Stands for the result of the command before where there is none. */
    private static final Object ABSENT = new Object();

    private final TemplateFunctions functions;
    private final Budget budget;
    private final NestedRendering nested;
    private final FieldAccess fields;

    Evaluation(MissingKey missingKey, TemplateFunctions functions, Budget budget, NestedRendering nested) {
        this.functions = functions;
        this.budget = budget;
        this.nested = nested;
        this.fields = new FieldAccess(missingKey);
    }

    /** An error in Go's words: which template, and at which of its operands. */
    TemplateException error(Scope scope, Operand operand, String reason) {
        return error(scope, operand.position(), operand, reason);
    }

    private static TemplateException error(Scope scope, int position, Object shown, String reason) {
        return scope.definition()
                .error(
                        position,
                        "executing " + LabelText.quote(scope.definition().name()) + " at <" + shown + ">: " + reason);
    }

    @Nullable
    Object pipeline(Scope scope, @Nullable Object dot, Pipeline pipeline) {
        budget.enter();
        Object value = ABSENT;
        for (Command command : pipeline.commands()) {
            value = command(scope, dot, command, value);
        }
        budget.leave();
        for (String variable : pipeline.variables()) {
            if (pipeline.assignment()) {
                if (!scope.set(variable, value)) {
                    throw error(scope, pipeline, "undefined variable: " + variable);
                }
            } else {
                scope.declare(variable, value);
            }
        }
        return value;
    }

    private @Nullable Object command(Scope scope, @Nullable Object dot, Command command, @Nullable Object last) {
        List<Operand> rest = command.operands().subList(1, command.operands().size());
        Operand first = command.operands().getFirst();
        return switch (first) {
            case Operand.Field field -> chain(scope, dot, dot, field, field.names(), rest, last);
            case Operand.Chain chain ->
                chain(scope, dot, chainStart(scope, dot, chain), chain, chain.names(), rest, last);
            case Operand.Variable variable -> {
                Object value = scope.get(variable.name());
                if (variable.names().isEmpty()) {
                    requireNoArguments(scope, first, rest, last);
                    yield value;
                }
                yield chain(scope, dot, value, variable, variable.names(), rest, last);
            }
            case Operand.Identifier identifier -> function(scope, dot, identifier, command, rest, last);
            case Pipeline inner -> {
                requireNoArguments(scope, first, rest, last);
                yield pipeline(scope, dot, inner);
            }
            case Operand.Nil nil -> throw error(scope, nil, "nil is not a command");
            case Operand.Dot ignored -> {
                requireNoArguments(scope, first, rest, last);
                yield dot;
            }
            case Operand.BooleanConstant constant -> {
                requireNoArguments(scope, first, rest, last);
                yield constant.value();
            }
            case Operand.NumberConstant constant -> {
                requireNoArguments(scope, first, rest, last);
                yield number(constant);
            }
            case Operand.StringConstant constant -> {
                requireNoArguments(scope, first, rest, last);
                yield constant.value();
            }
        };
    }

    private void requireNoArguments(Scope scope, Operand first, List<Operand> rest, @Nullable Object last) {
        if (!rest.isEmpty() || last != ABSENT) {
            throw error(scope, first, "can't give argument to non-function " + first);
        }
    }

    private static Object number(Operand.NumberConstant constant) {
        return constant.floating() ? (Object) constant.real() : (Object) constant.integer();
    }

    private @Nullable Object chainStart(Scope scope, @Nullable Object dot, Operand.Chain chain) {
        if (chain.inner() instanceof Operand.Nil) {
            throw error(scope, chain, "indirection through explicit nil in " + chain);
        }
        return value(scope, dot, chain.inner());
    }

    private @Nullable Object chain(
            Scope scope,
            @Nullable Object dot,
            @Nullable Object start,
            Operand operand,
            List<String> names,
            List<Operand> rest,
            @Nullable Object last) {
        Object receiver = start;
        boolean isEntry = false;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean isLast = i == names.size() - 1;
            try {
                TemplateFunction method = FieldAccess.method(receiver, name);
                if (method != null) {
                    receiver = isLast
                            ? call(scope, dot, operand, operand, name, method, rest, last)
                            : call(scope, dot, operand, operand, name, method, List.of(), ABSENT);
                    isEntry = false;
                    continue;
                }
                receiver = fields.field(receiver, name, isEntry, isLast && (!rest.isEmpty() || last != ABSENT));
                isEntry = true;
            } catch (IllegalArgumentException e) {
                throw error(scope, operand, String.valueOf(e.getMessage()));
            }
        }
        return receiver;
    }

    private @Nullable Object function(
            Scope scope,
            @Nullable Object dot,
            Operand.Identifier identifier,
            Command command,
            List<Operand> rest,
            @Nullable Object last) {
        TemplateFunction function = functions.get(identifier.name());
        if (function == null) {
            throw error(scope, identifier, LabelText.quote(identifier.name()) + " is not a defined function");
        }
        boolean isAnd = function == BuiltInFunctions.AND;
        if (isAnd || function == BuiltInFunctions.OR) {
            return shortCircuit(scope, dot, identifier, !isAnd, rest, last);
        }
        return call(scope, dot, identifier, command, identifier.name(), function, rest, last);
    }

    private @Nullable Object shortCircuit(
            Scope scope,
            @Nullable Object dot,
            Operand.Identifier identifier,
            boolean decides,
            List<Operand> rest,
            @Nullable Object last) {
        if (rest.isEmpty() && last == ABSENT) {
            throw error(scope, identifier, "wrong number of args for " + identifier + ": want at least 1 got 0");
        }
        Object value = null;
        for (Operand operand : rest) {
            value = argument(scope, dot, ParameterType.ANY, operand);
            if (Values.isTrue(value) == decides) {
                return value;
            }
        }
        return last == ABSENT ? value : last;
    }

    private @Nullable Object call(
            Scope scope,
            @Nullable Object dot,
            Operand operand,
            Object shown,
            String name,
            TemplateFunction function,
            List<Operand> rest,
            @Nullable Object last) {
        int count = rest.size() + (last == ABSENT ? 0 : 1);
        int required = function.required();
        if (function.variadic() ? count < required : count != required) {
            throw error(
                    scope,
                    operand,
                    "wrong number of args for " + name + ": want " + (function.variadic() ? "at least " : "") + required
                            + " got " + count);
        }
        List<@Nullable Object> arguments = new ArrayList<>(count);
        for (int i = 0; i < rest.size(); i++) {
            arguments.add(argument(scope, dot, function.parameter(i), rest.get(i)));
        }
        if (last != ABSENT) {
            arguments.add(validated(scope, operand, last, function.parameter(count - 1)));
        }
        budget.step();
        try {
            return Values.normal(function.body().call(new FunctionArguments(arguments, budget, nested)));
        } catch (LimitExceeded | IllegalArgumentException e) {
            throw error(scope, operand.position(), shown, "error calling " + name + ": " + e.getMessage());
        }
    }

    private @Nullable Object argument(Scope scope, @Nullable Object dot, ParameterType type, Operand operand) {
        return switch (operand) {
            case Operand.Nil nil -> {
                if (!type.isNullable()) {
                    throw error(scope, nil, "cannot assign nil to " + type.goName());
                }
                yield null;
            }
            case Operand.BooleanConstant constant -> constant(scope, constant, constant.value(), type);
            case Operand.StringConstant constant -> constant(scope, constant, constant.value(), type);
            case Operand.NumberConstant constant -> number(scope, constant, type);
            case Operand.Dot ignored -> validated(scope, operand, dot, type);
            case Operand.Field ignored -> validated(scope, operand, value(scope, dot, operand), type);
            case Operand.Variable ignored -> validated(scope, operand, value(scope, dot, operand), type);
            case Operand.Identifier ignored -> validated(scope, operand, value(scope, dot, operand), type);
            case Operand.Chain ignored -> validated(scope, operand, value(scope, dot, operand), type);
            case Pipeline ignored -> validated(scope, operand, value(scope, dot, operand), type);
        };
    }

    private @Nullable Object value(Scope scope, @Nullable Object dot, Operand operand) {
        return operand instanceof Pipeline inner
                ? pipeline(scope, dot, inner)
                : command(scope, dot, new Command(operand.position(), List.of(operand)), ABSENT);
    }

    private Object number(Scope scope, Operand.NumberConstant constant, ParameterType type) {
        if (type == ParameterType.FLOAT) {
            return constant.real();
        }
        if (type == ParameterType.INTEGER && constant.whole()) {
            return constant.integer();
        }
        return constant(scope, constant, number(constant), type);
    }

    private Object constant(Scope scope, Operand operand, Object value, ParameterType type) {
        if (type == ParameterType.ANY
                || (type == ParameterType.STRING && value instanceof String)
                || (type == ParameterType.BOOLEAN && value instanceof Boolean)) {
            return value;
        }
        throw error(
                scope,
                operand,
                switch (type) {
                    case STRING -> "expected string; found " + operand;
                    case BOOLEAN -> "expected bool; found " + operand;
                    case INTEGER, DURATION -> "expected integer; found " + operand;
                    case FLOAT -> "expected float; found " + operand;
                    default -> "can't handle " + operand + " for arg of type " + type.goName();
                });
    }

    private @Nullable Object validated(Scope scope, Operand operand, @Nullable Object value, ParameterType type) {
        if (value == null) {
            if (!type.isNullable()) {
                throw error(scope, operand, "invalid value; expected " + type.goName());
            }
            return null;
        }
        if (!type.accepts(value)) {
            throw error(
                    scope,
                    operand,
                    "wrong type for value; expected " + type.goName() + "; got " + Values.typeName(value));
        }
        return value;
    }
}
