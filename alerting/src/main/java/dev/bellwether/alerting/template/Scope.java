package dev.bellwether.alerting.template;

import dev.bellwether.alerting.template.Template.Definition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one template that is being rendered. Used by one thread. */
final class Scope {
    private static final class Variable {
        private final String name;
        private @Nullable Object value;

        Variable(String name, @Nullable Object value) {
            this.name = name;
            this.value = value;
        }
    }

    private final Definition definition;
    private final List<Variable> variables = new ArrayList<>();

    Scope(Definition definition, @Nullable Object data) {
        this.definition = definition;
        declare("$", data);
    }

    Definition definition() {
        return definition;
    }

    int mark() {
        return variables.size();
    }

    /** Forgets what was declared after a mark. */
    void forget(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    void declare(String name, @Nullable Object value) {
        variables.add(new Variable(name, value));
    }

    @Nullable
    Object get(String name) {
        Variable variable = find(name);
        if (variable == null) {
            throw new IllegalArgumentException("undefined variable: " + name);
        }
        return variable.value;
    }

    /** Whether the variable is there, and has the value now. */
    boolean set(String name, @Nullable Object value) {
        Variable variable = find(name);
        if (variable == null) {
            return false;
        }
        variable.value = value;
        return true;
    }

    private @Nullable Variable find(String name) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name.equals(name)) {
                return variables.get(i);
            }
        }
        return null;
    }
}
