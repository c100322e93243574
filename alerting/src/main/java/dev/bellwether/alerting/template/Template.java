package dev.bellwether.alerting.template;

import dev.bellwether.alerting.template.syntax.Node;
import dev.bellwether.alerting.template.syntax.ParsedTemplate;
import dev.bellwether.alerting.template.syntax.SyntaxError;
import dev.bellwether.model.LabelText;
import dev.bellwether.model.text.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template as Go's text/template reads it.
 *
 * <pre>{@code
 * Template template = Template.parse("summary", "{{ .Labels.instance }} is {{ .Value | humanize }}");
 * template.check(PrometheusFunctions.FOR_CHECKS);
 * String text = template.render(data, functions, TemplateLimits.RULE);
 * }</pre>
 *
 * <p>Data are maps with text keys, lists, texts, numbers, booleans, null and {@link TemplateObject}s; nothing else can be
 * reached. Immutable and safe for use by many threads.
 */
public final class Template {
    /** A text that was read, and the functions that it uses, each with its first place. */
    private record Source(String name, String text, Map<String, Integer> functions) {}

    /** A template by its name, with the text in which it stands. */
    record Definition(String name, Source source, List<Node> body) {
        TemplateException error(int position, String reason) {
            return TemplateException.at(source.name, source.text, position, reason);
        }
    }

    private final Definition main;
    private final Map<String, Definition> definitions;
    private final List<Source> sources;
    private final MissingKey missingKey;
    private final Map<String, String> variables;

    private Template(
            Definition main,
            Map<String, Definition> definitions,
            List<Source> sources,
            MissingKey missingKey,
            Map<String, String> variables) {
        this.main = main;
        this.definitions = definitions;
        this.sources = List.copyOf(sources);
        this.missingKey = missingKey;
        this.variables = Map.copyOf(variables);
    }

    /**
     * Reads a template.
     *
     * @param name shown in messages
     * @throws TemplateException where it cannot be read
     */
    public static Template parse(String name, String text) {
        return parse(name, text, Map.of());
    }

    /**
     * Reads a template in which some variables are declared already.
     *
     * @param variables the field of the data that each of them has, by their names with the dollar
     */
    static Template parse(String name, String text, Map<String, String> variables) {
        try {
            ParsedTemplate parsed = ParsedTemplate.parse(text, variables.keySet());
            Source source = new Source(name, text, parsed.functions());
            Map<String, Definition> definitions = new HashMap<>();
            parsed.definitions()
                    .forEach((defined, body) -> definitions.put(defined, new Definition(defined, source, body)));
            Definition main = new Definition(name, source, parsed.body());
            definitions.putIfAbsent(name, main);
            return new Template(main, Map.copyOf(definitions), List.of(source), MissingKey.ZERO, variables);
        } catch (SyntaxError e) {
            throw TemplateException.at(name, text, e.position(), e.reason());
        }
    }

    /** This template with the definitions of another, where it does not have its own. */
    public Template including(Template library) {
        Map<String, Definition> all = new HashMap<>(library.definitions);
        all.putAll(definitions);
        List<Source> together = new ArrayList<>(sources);
        together.addAll(library.sources);
        return new Template(main, Map.copyOf(all), together, missingKey, variables);
    }

    /** This template with another treatment of missing keys; {@link MissingKey#ZERO} at first. */
    public Template withMissingKey(MissingKey treatment) {
        return new Template(main, definitions, sources, treatment, variables);
    }

    public String name() {
        return main.name();
    }

    /** Whether a template of this name is defined in it, or included. */
    public boolean defines(String name) {
        return definitions.containsKey(name);
    }

    /**
     * Whether every function that it uses is there.
     *
     * @throws TemplateException that names the one that is not, and what was probably meant
     */
    public void check(TemplateFunctions functions) {
        for (Source source : sources) {
            check(source, functions);
        }
    }

    private static void check(Source source, TemplateFunctions functions) {
        source.functions.forEach((name, position) -> {
            if (functions.get(name) == null) {
                String nearest = NearestName.of(name, functions.names());
                throw TemplateException.at(
                        source.name,
                        source.text,
                        position,
                        "function " + LabelText.quote(name) + " not defined"
                                + (nearest == null ? "" : "; did you mean " + LabelText.quote(nearest) + "?"));
            }
        });
    }

    /**
     * Renders.
     *
     * @param data what the dot is
     * @throws TemplateException where a function is not there or fails, a value is not of the type it must be, or a limit is
     *     exceeded
     */
    public String render(@Nullable Object data, TemplateFunctions functions, TemplateLimits limits) {
        check(functions);
        return new Execution(this, functions, new Budget(limits)).render(main, data, variables);
    }

    /**
     * Renders a template that is defined in this one.
     *
     * @throws TemplateException as {@link #render}, and where it is not defined
     */
    public String renderDefined(
            String name, @Nullable Object data, TemplateFunctions functions, TemplateLimits limits) {
        check(functions);
        Definition definition = definitions.get(name);
        if (definition == null) {
            throw main.error(
                    0,
                    "no template " + LabelText.quote(name) + " associated with template "
                            + LabelText.quote(main.name()));
        }
        return new Execution(this, functions, new Budget(limits)).render(definition, data, Map.of());
    }

    @Nullable
    Definition definition(String name) {
        return definitions.get(name);
    }

    MissingKey missingKey() {
        return missingKey;
    }
}
