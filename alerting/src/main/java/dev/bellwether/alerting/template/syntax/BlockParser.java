package dev.bellwether.alerting.template.syntax;

import dev.bellwether.alerting.template.syntax.Operand.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads text and actions with their bodies, and the definitions among them. */
final class BlockParser {
    private static final int MAX_NESTING = 200;

    private final TokenReader tokens;
    private final PipelineParser pipelines;
    private final Map<String, List<Node>> definitions = new HashMap<>();
    private int rangeDepth;
    private int nesting;
    /** The token that ended the list read last: {@code end} or {@code else}. */
    private Token lastEnd;

    BlockParser(TokenReader tokens, Set<String> variables) {
        this.tokens = tokens;
        this.pipelines = new PipelineParser(tokens, variables);
        this.lastEnd = tokens.peek();
    }

    ParsedTemplate template() throws SyntaxError {
        List<Node> body = new ArrayList<>();
        while (tokens.peek().type() != TokenType.END_OF_TEXT) {
            Token token = tokens.peek();
            int mark = tokens.mark();
            if (token.type() == TokenType.LEFT_DELIMITER) {
                tokens.next();
                Token keyword = tokens.nextNonSpace();
                switch (keyword.type()) {
                    case DEFINE -> {
                        definition();
                        continue;
                    }
                    case END, ELSE ->
                        throw new SyntaxError(keyword.position(), "unexpected {{" + keyword.text() + "}}");
                    default -> tokens.reset(mark);
                }
            }
            textOrAction(body);
        }
        return new ParsedTemplate(body, definitions, pipelines.functions());
    }

    private void definition() throws SyntaxError {
        Token name = tokens.nextNonSpace();
        String text = templateName(name, "define clause");
        tokens.expect(TokenType.RIGHT_DELIMITER, "define clause");
        define(name, text, "define clause");
    }

    private void define(Token place, String name, String context) throws SyntaxError {
        List<String> outer = pipelines.enterDefinition();
        int outerRanges = rangeDepth;
        rangeDepth = 0;
        List<Node> body = list();
        if (lastEnd.type() == TokenType.ELSE) {
            throw new SyntaxError(lastEnd.position(), "unexpected {{else}} in " + context);
        }
        rangeDepth = outerRanges;
        pipelines.leaveDefinition(outer);
        List<Node> before = definitions.get(name);
        if (before == null || isEmpty(before)) {
            definitions.put(name, body);
        } else if (!isEmpty(body)) {
            throw new SyntaxError(
                    place.position(), "template: multiple definition of template " + GoLiterals.quote(name));
        }
    }

    /** Whether nothing but space stands in a template. */
    private static boolean isEmpty(List<Node> nodes) {
        return nodes.stream()
                .allMatch(node -> node instanceof Node.Text text && text.text().isBlank());
    }

    private static String templateName(Token token, String context) throws SyntaxError {
        if (token.type() != TokenType.STRING && token.type() != TokenType.RAW_STRING) {
            throw TokenReader.unexpected(token, context);
        }
        return GoLiterals.unquote(token);
    }

    /** Nodes until {@code end} or {@code else}, which is kept in {@link #lastEnd}. */
    private List<Node> list() throws SyntaxError {
        if (nesting >= MAX_NESTING) {
            throw new SyntaxError(
                    tokens.peek().position(), "actions nest too deeply (at most " + MAX_NESTING + " may be open)");
        }
        nesting++;
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token.type() == TokenType.END_OF_TEXT) {
                throw new SyntaxError(token.position(), "unexpected EOF");
            }
            if (token.type() == TokenType.LEFT_DELIMITER) {
                int mark = tokens.mark();
                tokens.next();
                Token keyword = tokens.nextNonSpace();
                if (keyword.type() == TokenType.END || keyword.type() == TokenType.ELSE) {
                    ended(keyword);
                    nesting--;
                    return nodes;
                }
                tokens.reset(mark);
            }
            textOrAction(nodes);
        }
    }

    private void ended(Token keyword) throws SyntaxError {
        lastEnd = keyword;
        TokenType next = tokens.peekNonSpace().type();
        boolean chained = keyword.type() == TokenType.ELSE && (next == TokenType.IF || next == TokenType.WITH);
        if (!chained) {
            tokens.expect(TokenType.RIGHT_DELIMITER, keyword.text());
        }
    }

    private void textOrAction(List<Node> target) throws SyntaxError {
        Token token = tokens.next();
        switch (token.type()) {
            case TEXT -> target.add(new Node.Text(token.position(), token.text()));
            case LEFT_DELIMITER -> target.add(action());
            default -> throw TokenReader.unexpected(token, "input");
        }
    }

    private Node action() throws SyntaxError {
        int mark = tokens.mark();
        Token token = tokens.nextNonSpace();
        return switch (token.type()) {
            case BLOCK -> block(token);
            case BREAK -> {
                leaveRange(token);
                yield new Node.Break(token.position());
            }
            case CONTINUE -> {
                leaveRange(token);
                yield new Node.Continue(token.position());
            }
            case IF, WITH, RANGE -> control(token);
            case TEMPLATE -> call();
            default -> {
                tokens.reset(mark);
                int position = tokens.peekNonSpace().position();
                yield new Node.Action(position, pipelines.pipeline("command", TokenType.RIGHT_DELIMITER));
            }
        };
    }

    private void leaveRange(Token keyword) throws SyntaxError {
        String shown = "{{" + keyword.text() + "}}";
        tokens.expect(TokenType.RIGHT_DELIMITER, shown);
        if (rangeDepth == 0) {
            throw new SyntaxError(keyword.position(), shown + " outside {{range}}");
        }
    }

    private Node control(Token keyword) throws SyntaxError {
        int variables = pipelines.variableCount();
        boolean range = keyword.type() == TokenType.RANGE;
        Pipeline pipeline = pipelines.pipeline(keyword.text(), TokenType.RIGHT_DELIMITER);
        if (range) {
            rangeDepth++;
        }
        List<Node> body = list();
        if (range) {
            rangeDepth--;
        }
        List<Node> otherwise = lastEnd.type() == TokenType.ELSE ? otherwise(keyword) : List.of();
        pipelines.forgetVariables(variables);
        int position = pipeline.position();
        return switch (keyword.type()) {
            case IF -> new Node.If(position, pipeline, body, otherwise);
            case WITH -> new Node.With(position, pipeline, body, otherwise);
            default -> new Node.Range(position, pipeline, body, otherwise);
        };
    }

    /** What follows {@code else}; {@code else if} and {@code else with} share the end of what they belong to. */
    private List<Node> otherwise(Token keyword) throws SyntaxError {
        Token next = tokens.peekNonSpace();
        if (next.type() == TokenType.IF || next.type() == TokenType.WITH) {
            if (next.type() == keyword.type()) {
                tokens.nextNonSpace();
                if (nesting >= MAX_NESTING) {
                    throw new SyntaxError(
                            next.position(), "actions nest too deeply (at most " + MAX_NESTING + " may be open)");
                }
                nesting++;
                List<Node> chained = List.of(control(next));
                nesting--;
                return chained;
            }
            throw TokenReader.unexpected(next, "input");
        }
        List<Node> nodes = list();
        if (lastEnd.type() == TokenType.ELSE) {
            throw new SyntaxError(lastEnd.position(), "expected end; found {{else}}");
        }
        return nodes;
    }

    private Node block(Token keyword) throws SyntaxError {
        Token name = tokens.nextNonSpace();
        String text = templateName(name, "block clause");
        Pipeline pipeline = pipelines.pipeline("block clause", TokenType.RIGHT_DELIMITER);
        define(name, text, "block clause");
        return new Node.Call(keyword.position(), text, pipeline);
    }

    private Node call() throws SyntaxError {
        Token name = tokens.nextNonSpace();
        String text = templateName(name, "template clause");
        if (tokens.peekNonSpace().type() == TokenType.RIGHT_DELIMITER) {
            tokens.nextNonSpace();
            return new Node.Call(name.position(), text, null);
        }
        return new Node.Call(name.position(), text, pipelines.pipeline("template clause", TokenType.RIGHT_DELIMITER));
    }
}
