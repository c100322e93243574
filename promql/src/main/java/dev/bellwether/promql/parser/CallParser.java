package dev.bellwether.promql.parser;

import dev.bellwether.model.text.NearestName;
import dev.bellwether.promql.expression.AggregationOperator;
import dev.bellwether.promql.expression.Expression;
import dev.bellwether.promql.expression.Expression.Aggregation;
import dev.bellwether.promql.expression.Expression.Call;
import dev.bellwether.promql.expression.Expression.NumberLiteral;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads function calls and aggregations. */
final class CallParser {
    private static final Set<TokenType> NEXT_IN_ARGUMENTS = Set.of(TokenType.COMMA, TokenType.RIGHT_PARENTHESIS);
    private static final Map<String, AggregationOperator> AGGREGATIONS = aggregations();
    private static final Set<String> CALLABLE = callable();

    private final TokenReader tokens;
    private final Nesting nesting;
    private final ModifierParser modifiers;
    private final ExpressionParser expressions;
    private final boolean experimentalAllowed;

    CallParser(
            TokenReader tokens,
            Nesting nesting,
            ModifierParser modifiers,
            ExpressionParser expressions,
            boolean experimentalAllowed) {
        this.tokens = tokens;
        this.nesting = nesting;
        this.modifiers = modifiers;
        this.expressions = expressions;
        this.experimentalAllowed = experimentalAllowed;
    }

    private static Map<String, AggregationOperator> aggregations() {
        Map<String, AggregationOperator> operators = new HashMap<>();
        Arrays.stream(AggregationOperator.values()).forEach(each -> operators.put(each.keyword(), each));
        return operators;
    }

    private static Set<String> callable() {
        Set<String> names = new TreeSet<>(FunctionSignatures.all().keySet());
        names.addAll(AGGREGATIONS.keySet());
        return names;
    }

    /** Whether the next token, the name of an aggregation, is meant as one and not as a metric. */
    boolean beginsAggregation() {
        return switch (tokens.peekSecond().type()) {
            case LEFT_PARENTHESIS, BY, WITHOUT -> true;
            default -> false;
        };
    }

    Expression call() {
        Token name = tokens.take();
        FunctionSignature signature = FunctionSignatures.find(name.text());
        if (signature == null) {
            tokens.report(
                    name.span(),
                    "unknown function with name " + GoText.quote(name.text()),
                    NearestName.of(name.text(), CALLABLE));
        } else if (signature.experimental() && !experimentalAllowed) {
            tokens.report(name.span(), "function " + GoText.quote(name.text()) + " is not enabled");
        }
        List<Expression> arguments = arguments();
        Span span = new Span(name.span().start(), tokens.previousEnd());
        nesting.grown(nesting.lastDepth(), span);
        ValueType type = signature == null ? ValueType.INSTANT_VECTOR : signature.returnType();
        return new Call(name.text(), arguments, type, span);
    }

    Expression aggregation() {
        Token name = tokens.take();
        AggregationOperator operator =
                AGGREGATIONS.getOrDefault(name.text().toLowerCase(Locale.ROOT), AggregationOperator.SUM);
        boolean grouped = atGrouping();
        boolean without = tokens.at(TokenType.WITHOUT);
        List<String> grouping = grouped ? grouping() : List.of();
        if (!tokens.at(TokenType.LEFT_PARENTHESIS)) {
            throw tokens.unexpected("aggregation", "\"(\"");
        }
        List<Expression> arguments = arguments();
        int depth = nesting.lastDepth();
        if (!grouped && atGrouping()) {
            without = tokens.at(TokenType.WITHOUT);
            grouping = grouping();
        }
        Span span = new Span(name.span().start(), tokens.previousEnd());
        nesting.grown(depth, span);
        return aggregation(operator, arguments, grouping, without, span);
    }

    private Expression aggregation(
            AggregationOperator operator,
            List<Expression> arguments,
            List<String> grouping,
            boolean without,
            Span span) {
        int wanted = operator.takesParameter() ? 2 : 1;
        if (arguments.isEmpty()) {
            tokens.report(span, "no arguments for aggregate expression provided");
        } else if (operator.isExperimental() && !experimentalAllowed) {
            tokens.report(
                    span,
                    operator.keyword()
                            + "() is experimental and must be enabled with --enable-feature=promql-experimental-functions");
        } else if (arguments.size() != wanted) {
            tokens.report(
                    span,
                    "wrong number of arguments for aggregate expression provided, expected " + wanted + ", got "
                            + arguments.size());
        }
        Expression inner = arguments.isEmpty() ? placeholder(span) : arguments.getLast();
        Expression parameter = operator.takesParameter() && arguments.size() == wanted ? arguments.getFirst() : null;
        return new Aggregation(operator, parameter, inner, grouping, without, span);
    }

    private boolean atGrouping() {
        return tokens.at(TokenType.BY) || tokens.at(TokenType.WITHOUT);
    }

    private List<String> grouping() {
        tokens.take();
        return modifiers.labelList();
    }

    /** The arguments in parentheses; the depth of the deepest is left in the nesting. */
    private List<Expression> arguments() {
        tokens.take();
        List<Expression> arguments = new ArrayList<>();
        int deepest = 0;
        if (!tokens.at(TokenType.RIGHT_PARENTHESIS)) {
            do {
                arguments.add(argument());
                deepest = Math.max(deepest, nesting.lastDepth());
            } while (tokens.at(TokenType.COMMA) && anotherFollows());
        }
        tokens.take();
        nesting.restore(deepest);
        return arguments;
    }

    private boolean anotherFollows() {
        Token comma = tokens.take();
        if (tokens.at(TokenType.RIGHT_PARENTHESIS)) {
            tokens.report(comma.span(), "trailing commas not allowed in function call args");
            return false;
        }
        return true;
    }

    private Expression argument() {
        Span start = tokens.peek().span();
        int open = nesting.open();
        try {
            Expression argument = expressions.expression();
            if (!NEXT_IN_ARGUMENTS.contains(tokens.peek().type())) {
                throw expressions.unexpectedBehindOperand("\",\" or \")\"");
            }
            return argument;
        } catch (Derailed derailed) {
            nesting.reopen(open);
            tokens.skipTo(NEXT_IN_ARGUMENTS, derailed);
            return placeholder(start);
        }
    }

    /** Stands where something could not be read; an error is noted, so it never leaves the parser. */
    private static Expression placeholder(Span span) {
        return new NumberLiteral(0, false, span);
    }
}
