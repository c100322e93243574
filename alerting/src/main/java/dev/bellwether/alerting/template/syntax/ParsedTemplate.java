package dev.bellwether.alerting.template.syntax;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template that was read. Immutable.
 *
 * @param body what stands outside of definitions
 * @param definitions the templates that it defines, by their names
 * @param functions the functions that it uses, each with the place of its first use
 */
public record ParsedTemplate(List<Node> body, Map<String, List<Node>> definitions, Map<String, Integer> functions) {
    public ParsedTemplate {
        body = List.copyOf(body);
        definitions = Map.copyOf(definitions);
        functions = Map.copyOf(functions);
    }

    /**
     * Reads a template.
     *
     * @param variables variables that are declared already, outside of definitions, each with its dollar
     * @throws SyntaxError where it cannot be read
     */
    public static ParsedTemplate parse(String text, Set<String> variables) throws SyntaxError {
        return new BlockParser(new TokenReader(Lexer.tokens(text)), variables).template();
    }
}
