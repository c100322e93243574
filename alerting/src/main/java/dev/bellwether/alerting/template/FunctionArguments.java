package dev.bellwether.alerting.template;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a function is given: as many arguments as its parameters say, each of its type. Used by one thread. */
public final class FunctionArguments {
    private final List<@Nullable Object> values;
    private final Budget budget;
    private final NestedRendering nested;

    /** Renders a defined template within the one that is being rendered. */
    interface NestedRendering {
        String render(String name, @Nullable Object data);
    }

    FunctionArguments(List<@Nullable Object> values, Budget budget, NestedRendering nested) {
        this.values = Collections.unmodifiableList(values);
        this.budget = budget;
        this.nested = nested;
    }

    public int size() {
        return values.size();
    }

    /** All of them. */
    public List<@Nullable Object> all() {
        return values;
    }

    public @Nullable Object get(int index) {
        return values.get(index);
    }

    /** A text, of a parameter that is one. */
    public String string(int index) {
        return (String) required(index);
    }

    /** A whole number, of a parameter that is one. */
    public long integer(int index) {
        return (Long) required(index);
    }

    /** A list, of a parameter that is one; nil is an empty one. */
    public List<?> list(int index) {
        Object value = values.get(index);
        List<?> elements = value == null ? List.of() : Values.elements(value);
        if (elements == null) {
            throw new IllegalArgumentException("expected a list; got " + Values.typeName(value));
        }
        return elements;
    }

    /** A value that must not be nil. */
    public Object required(int index) {
        Object value = values.get(index);
        if (value == null) {
            throw new IllegalArgumentException("nil is no argument here");
        }
        return value;
    }

    Budget budget() {
        return budget;
    }

    String render(String name, @Nullable Object data) {
        return nested.render(name, data);
    }
}
