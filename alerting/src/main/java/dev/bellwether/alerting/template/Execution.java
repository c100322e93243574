package dev.bellwether.alerting.template;

import dev.bellwether.alerting.template.Template.Definition;
import dev.bellwether.alerting.template.syntax.Node;
import dev.bellwether.alerting.template.syntax.Operand.Pipeline;
import dev.bellwether.model.LabelText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One rendering: walks over a template's nodes and writes. Used by one thread. */
final class Execution {
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Template template;
    private final Budget budget;
    private final Evaluation evaluation;
    private BoundedText output;

    Execution(Template template, TemplateFunctions functions, Budget budget) {
        this.template = template;
        this.budget = budget;
        this.evaluation = new Evaluation(template.missingKey(), functions, budget, this::renderNested);
        this.output = budget.text();
    }

    /** Renders with variables that have fields of the data. */
    String render(Definition definition, @Nullable Object data, Map<String, String> variables) {
        try {
            Object dot = Values.normal(data);
            Scope scope = new Scope(definition, dot);
            Map<?, ?> fields = Values.entries(dot);
            variables.forEach(
                    (name, field) -> scope.declare(name, fields == null ? null : Values.normal(fields.get(field))));
            walk(scope, dot, definition.body());
            return output.toString();
        } catch (LimitExceeded e) {
            throw definition.error(0, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw definition.error(0, String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw definition.error(0, "it nests too deeply (limit maxDepth)");
        }
    }

    private String renderNested(String name, @Nullable Object data) {
        Definition definition = template.definition(name);
        if (definition == null) {
            throw new IllegalArgumentException("template " + LabelText.quote(name) + " not defined");
        }
        BoundedText outer = output;
        output = budget.text();
        try {
            budget.enter();
            walk(new Scope(definition, data), data, definition.body());
            budget.leave();
            return output.toString();
        } finally {
            output = outer;
        }
    }

    private Flow walk(Scope scope, @Nullable Object dot, List<Node> nodes) {
        for (Node node : nodes) {
            Flow flow = walk(scope, dot, node);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow walk(Scope scope, @Nullable Object dot, Node node) {
        try {
            budget.step();
            return switch (node) {
                case Node.Text text -> {
                    output.append(text.text());
                    yield Flow.ON;
                }
                case Node.Action action -> {
                    Object value = evaluation.pipeline(scope, dot, action.pipeline());
                    if (action.pipeline().variables().isEmpty()) {
                        new ValueText(output).print(value);
                    }
                    yield Flow.ON;
                }
                case Node.If choice -> choice(scope, dot, choice.pipeline(), choice.body(), choice.otherwise(), false);
                case Node.With with -> choice(scope, dot, with.pipeline(), with.body(), with.otherwise(), true);
                case Node.Range range -> range(scope, dot, range);
                case Node.Call call -> call(scope, dot, call);
                case Node.Break ignored -> Flow.BREAK;
                case Node.Continue ignored -> Flow.CONTINUE;
            };
        } catch (LimitExceeded e) {
            throw scope.definition().error(node.position(), String.valueOf(e.getMessage()));
        }
    }

    private Flow choice(
            Scope scope,
            @Nullable Object dot,
            Pipeline pipeline,
            List<Node> body,
            List<Node> otherwise,
            boolean changesDot) {
        int mark = scope.mark();
        Object value = evaluation.pipeline(scope, dot, pipeline);
        budget.enter();
        Flow flow;
        if (Values.isTrue(value)) {
            flow = walk(scope, changesDot ? value : dot, body);
        } else {
            flow = walk(scope, dot, otherwise);
        }
        budget.leave();
        scope.forget(mark);
        return flow;
    }

    private Flow range(Scope scope, @Nullable Object dot, Node.Range range) {
        int mark = scope.mark();
        Object value = evaluation.pipeline(scope, dot, range.pipeline());
        budget.enter();
        boolean ran = iterate(scope, range, value);
        Flow flow = ran ? Flow.ON : walk(scope, dot, range.otherwise());
        budget.leave();
        scope.forget(mark);
        return flow;
    }

    /** Whether there was anything to iterate over. */
    private boolean iterate(Scope scope, Node.Range range, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        List<?> elements = Values.elements(value);
        if (elements != null) {
            long index = 0;
            for (Object element : elements) {
                if (!iteration(scope, range, index, Values.normal(element))) {
                    break;
                }
                index++;
            }
            return !elements.isEmpty();
        }
        Map<?, ?> entries = Values.entries(value);
        if (entries != null) {
            budget.steps(entries.size() / 16);
            for (Map.Entry<String, ?> entry : sorted(entries).entrySet()) {
                if (!iteration(scope, range, entry.getKey(), Values.normal(entry.getValue()))) {
                    break;
                }
            }
            return !entries.isEmpty();
        }
        if (value instanceof Long count) {
            if (range.pipeline().variables().size() > 1) {
                throw evaluation.error(
                        scope,
                        range.pipeline().commands().getLast().operands().getFirst(),
                        "can't use " + count + " to iterate over more than one variable");
            }
            long i = 0;
            while (i < count && iteration(scope, range, null, i)) {
                i++;
            }
            return count > 0;
        }
        throw evaluation.error(
                scope,
                range.pipeline().commands().getLast().operands().getFirst(),
                "range can't iterate over "
                        + ValueText.of(value, budget.limits().maxOutputLength()));
    }

    /** The entries of a map in the order of their keys, bytewise as Go has it. */
    static TreeMap<String, Object> sorted(Map<?, ?> entries) {
        TreeMap<String, Object> sorted = new TreeMap<>(BuiltInFunctions::compare);
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            sorted.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return sorted;
    }

    /** Whether to go on. */
    private boolean iteration(Scope scope, Node.Range range, @Nullable Object key, @Nullable Object element) {
        budget.step();
        List<String> variables = range.pipeline().variables();
        int mark = scope.mark();
        boolean assignment = range.pipeline().assignment();
        if (variables.size() == 1) {
            bind(scope, variables.getFirst(), element, assignment);
        } else if (variables.size() == 2) {
            bind(scope, variables.getFirst(), key, assignment);
            bind(scope, variables.getLast(), element, assignment);
        }
        Flow flow = walk(scope, element, range.body());
        scope.forget(mark);
        return flow != Flow.BREAK;
    }

    private static void bind(Scope scope, String variable, @Nullable Object value, boolean assignment) {
        if (assignment) {
            // The pipeline has refused assignments of variables that nobody declared.
            boolean known = scope.set(variable, value);
            if (!known) {
                throw new IllegalArgumentException("undefined variable: " + variable);
            }
        } else {
            scope.declare(variable, value);
        }
    }

    private Flow call(Scope scope, @Nullable Object dot, Node.Call call) {
        Definition definition = template.definition(call.name());
        if (definition == null) {
            throw scope.definition()
                    .error(
                            call.position(),
                            "executing " + LabelText.quote(scope.definition().name()) + " at <{{template "
                                    + LabelText.quote(call.name())
                                    + (call.pipeline() == null ? "" : " " + call.pipeline()) + "}}>: template "
                                    + LabelText.quote(call.name()) + " not defined");
        }
        Pipeline pipeline = call.pipeline();
        Object data = pipeline == null ? null : evaluation.pipeline(scope, dot, pipeline);
        budget.enter();
        walk(new Scope(definition, data), data, definition.body());
        budget.leave();
        return Flow.ON;
    }
}
