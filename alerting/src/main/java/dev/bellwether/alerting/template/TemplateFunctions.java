package dev.bellwether.alerting.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that a template can call, by their names, Go's own among them. Immutable. */
public final class TemplateFunctions {
    /** Go's own: and, call, eq, ge, gt, html, index, js, le, len, lt, ne, not, or, print, printf, println, slice, urlquery. */
    public static final TemplateFunctions BUILT_IN = new TemplateFunctions(BuiltInFunctions.all());

    private final Map<String, TemplateFunction> functions;

    private TemplateFunctions(Map<String, TemplateFunction> functions) {
        this.functions = Map.copyOf(functions);
    }

    /** These functions and others, which win over those of the same name. */
    public TemplateFunctions with(Map<String, TemplateFunction> others) {
        Map<String, TemplateFunction> all = new LinkedHashMap<>(functions);
        all.putAll(others);
        return new TemplateFunctions(all);
    }

    @Nullable
    TemplateFunction get(String name) {
        return functions.get(name);
    }

    /** The names of all of them. */
    public Set<String> names() {
        return functions.keySet();
    }
}
