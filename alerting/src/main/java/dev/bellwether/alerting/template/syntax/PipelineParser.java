package dev.bellwether.alerting.template.syntax;

import dev.bellwether.alerting.template.syntax.Operand.Command;
import dev.bellwether.alerting.template.syntax.Operand.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads pipelines, and knows which variables may be used in them. */
final class PipelineParser {
    private static final int MAX_NESTING = 100;

    private final TokenReader tokens;
    private final Map<String, Integer> functions = new HashMap<>();
    private List<String> variables = new ArrayList<>(List.of("$"));
    private int nesting;

    PipelineParser(TokenReader tokens, Set<String> declared) {
        this.tokens = tokens;
        variables.addAll(declared);
    }

    Map<String, Integer> functions() {
        return functions;
    }

    /** The variables that are in force; what is declared later is forgotten by {@link #forgetVariables}. */
    int variableCount() {
        return variables.size();
    }

    void forgetVariables(int count) {
        variables.subList(count, variables.size()).clear();
    }

    /** A definition sees no variables of what is around it. Gives what was in force. */
    List<String> enterDefinition() {
        List<String> outer = variables;
        variables = new ArrayList<>(List.of("$"));
        return outer;
    }

    void leaveDefinition(List<String> outer) {
        variables = outer;
    }

    Pipeline pipeline(String context, TokenType end) throws SyntaxError {
        int position = tokens.peekNonSpace().position();
        List<String> declared = new ArrayList<>();
        boolean assignment = declarations(context, declared);
        List<Command> commands = new ArrayList<>();
        while (true) {
            Token token = tokens.peekNonSpace();
            if (token.type() == end) {
                tokens.nextNonSpace();
                break;
            }
            switch (token.type()) {
                case BOOLEAN,
                        CHARACTER_CONSTANT,
                        DOT,
                        FIELD,
                        IDENTIFIER,
                        NUMBER,
                        NIL,
                        RAW_STRING,
                        STRING,
                        VARIABLE,
                        LEFT_PARENTHESIS -> commands.add(command());
                default -> throw TokenReader.unexpected(token, context);
            }
        }
        check(commands, context, position);
        return new Pipeline(position, declared, assignment, commands);
    }

    private boolean declarations(String context, List<String> declared) throws SyntaxError {
        while (tokens.peekNonSpace().type() == TokenType.VARIABLE) {
            int mark = tokens.mark();
            Token variable = tokens.nextNonSpace();
            Token next = tokens.peekNonSpace();
            boolean comma = next.type() == TokenType.CHARACTER && next.text().equals(",");
            if (next.type() == TokenType.ASSIGN || next.type() == TokenType.DECLARE) {
                tokens.nextNonSpace();
                declared.add(variable.text());
                variables.add(variable.text());
                return next.type() == TokenType.ASSIGN;
            }
            if (!comma) {
                tokens.reset(mark);
                return false;
            }
            tokens.nextNonSpace();
            declared.add(variable.text());
            variables.add(variable.text());
            if (!context.equals("range") || declared.size() >= 2) {
                throw new SyntaxError(next.position(), "too many declarations in " + context);
            }
            Token second = tokens.peekNonSpace();
            if (second.type() != TokenType.VARIABLE) {
                throw new SyntaxError(second.position(), "range can only initialize variables");
            }
        }
        return false;
    }

    private static void check(List<Command> commands, String context, int position) throws SyntaxError {
        if (commands.isEmpty()) {
            throw new SyntaxError(position, "missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Command command = commands.get(i);
            switch (command.operands().getFirst()) {
                case Operand.BooleanConstant ignored -> throw notExecutable(command, i);
                case Operand.Dot ignored -> throw notExecutable(command, i);
                case Operand.Nil ignored -> throw notExecutable(command, i);
                case Operand.NumberConstant ignored -> throw notExecutable(command, i);
                case Operand.StringConstant ignored -> throw notExecutable(command, i);
                case Operand.Field ignored -> {}
                case Operand.Variable ignored -> {}
                case Operand.Identifier ignored -> {}
                case Operand.Chain ignored -> {}
                case Pipeline ignored -> {}
            }
        }
    }

    private static SyntaxError notExecutable(Command command, int index) {
        return new SyntaxError(command.position(), "non executable command in pipeline stage " + (index + 1));
    }

    private Command command() throws SyntaxError {
        int position = tokens.peekNonSpace().position();
        List<Operand> operands = new ArrayList<>();
        boolean more = true;
        while (more) {
            tokens.skipSpace();
            Operand operand = operand();
            if (operand != null) {
                operands.add(operand);
            }
            Token token = tokens.peek();
            switch (token.type()) {
                case SPACE -> tokens.next();
                case RIGHT_DELIMITER, RIGHT_PARENTHESIS -> more = false;
                case PIPE -> {
                    tokens.next();
                    more = false;
                }
                default -> throw TokenReader.unexpected(token, "operand");
            }
        }
        if (operands.isEmpty()) {
            throw new SyntaxError(position, "empty command");
        }
        return new Command(position, operands);
    }

    private @Nullable Operand operand() throws SyntaxError {
        Operand term = term();
        if (term == null || tokens.peek().type() != TokenType.FIELD) {
            return term;
        }
        List<String> names = new ArrayList<>();
        int position = tokens.peek().position();
        while (tokens.peek().type() == TokenType.FIELD) {
            names.add(tokens.next().text().substring(1));
        }
        return switch (term) {
            case Operand.Field field -> new Operand.Field(field.position(), joined(field.names(), names));
            case Operand.Variable variable ->
                new Operand.Variable(variable.position(), variable.name(), joined(variable.names(), names));
            case Operand.Identifier identifier -> new Operand.Chain(position, identifier, names);
            case Operand.Chain chain ->
                new Operand.Chain(chain.position(), chain.inner(), joined(chain.names(), names));
            case Pipeline pipeline -> new Operand.Chain(position, pipeline, names);
            case Operand.BooleanConstant constant -> throw unexpectedDot(position, constant);
            case Operand.Dot constant -> throw unexpectedDot(position, constant);
            case Operand.Nil constant -> throw unexpectedDot(position, constant);
            case Operand.NumberConstant constant -> throw unexpectedDot(position, constant);
            case Operand.StringConstant constant -> throw unexpectedDot(position, constant);
        };
    }

    private static SyntaxError unexpectedDot(int position, Operand term) {
        return new SyntaxError(position, "unexpected . after term " + GoLiterals.quote(term.toString()));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private @Nullable Operand term() throws SyntaxError {
        Token token = tokens.peek();
        int position = token.position();
        Operand term = switch (token.type()) {
            case IDENTIFIER -> {
                functions.merge(token.text(), position, Math::min);
                yield new Operand.Identifier(position, token.text());
            }
            case DOT -> new Operand.Dot(position);
            case NIL -> new Operand.Nil(position);
            case VARIABLE -> variable(token);
            case FIELD -> new Operand.Field(position, List.of(token.text().substring(1)));
            case BOOLEAN -> new Operand.BooleanConstant(position, token.text().equals("true"));
            case NUMBER -> GoLiterals.number(token);
            case CHARACTER_CONSTANT -> {
                int value = GoLiterals.character(token);
                yield new Operand.NumberConstant(position, token.text(), value, value, true, false);
            }
            case STRING, RAW_STRING -> new Operand.StringConstant(position, GoLiterals.unquote(token));
            case LEFT_PARENTHESIS -> null;
            default -> null;
        };
        if (token.type() == TokenType.LEFT_PARENTHESIS) {
            tokens.next();
            return parenthesized(token);
        }
        if (term != null) {
            tokens.next();
        }
        return term;
    }

    private Operand parenthesized(Token open) throws SyntaxError {
        if (nesting >= MAX_NESTING) {
            throw new SyntaxError(
                    open.position(),
                    "max expression depth exceeded (at most " + MAX_NESTING + " parentheses may be open)");
        }
        nesting++;
        Operand inner = pipeline("parenthesized pipeline", TokenType.RIGHT_PARENTHESIS);
        nesting--;
        return inner;
    }

    private Operand variable(Token token) throws SyntaxError {
        if (!variables.contains(token.text())) {
            throw new SyntaxError(token.position(), "undefined variable " + GoLiterals.quote(token.text()));
        }
        return new Operand.Variable(token.position(), token.text(), List.of());
    }
}
