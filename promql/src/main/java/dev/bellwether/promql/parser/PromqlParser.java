package dev.bellwether.promql.parser;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Expression;
import java.util.List;
import java.util.function.Function;

/**
 * Reads PromQL as Prometheus 3 does.
 *
 * <p>Errors that do not depend on each other are reported together. Trees are at most 500 levels deep, so that walking
 * one recursively is safe. Stateless and safe for use by many threads.
 */
public final class PromqlParser {
    private PromqlParser() {}

    /**
     * Reads an expression and checks its types.
     *
     * @throws PromqlSyntaxException where the text is not a valid expression under these options
     */
    public static Expression parse(String text, ParserOptions options) {
        return read(text, tokens -> {
            ExpressionParser parser = new ExpressionParser(tokens, options);
            Expression expression = parser.whole();
            tokens.throwErrors();
            new TypeChecker(tokens, parser.details()).check(expression);
            return expression;
        });
    }

    /**
     * Reads a selector such as the parameter {@code match[]}: {@code up{job="node"}}. As in Prometheus it may be empty;
     * who selects by it must refuse that.
     *
     * @return the conditions in the order of the text, the metric's name last where it stands before the braces
     * @throws PromqlSyntaxException where the text is not a selector
     */
    public static List<Matcher> parseMetricSelector(String text) {
        return read(text, tokens -> {
            List<Matcher> matchers = new SelectorParser(tokens)
                    .selector("", "metric name or \"{\"")
                    .matchers();
            end(tokens);
            return matchers;
        });
    }

    /**
     * Reads the labels of one series: {@code up{job="node"}}.
     *
     * @throws PromqlSyntaxException where the text is not a series
     */
    public static Labels parseSeries(String text) {
        return read(text, tokens -> {
            Labels labels = new SelectorParser(tokens).labels();
            end(tokens);
            return labels;
        });
    }

    private static void end(TokenReader tokens) {
        if (!tokens.at(TokenType.END_OF_INPUT)) {
            throw tokens.unexpected("", "end of input");
        }
    }

    private static <T> T read(String text, Function<TokenReader, T> grammar) {
        TokenReader tokens = new TokenReader(text);
        try {
            T result = grammar.apply(tokens);
            tokens.throwErrors();
            return result;
        } catch (Derailed derailed) {
            tokens.throwErrors();
            throw new IllegalStateException("the parser gave up without an error on: " + text, derailed);
        }
    }
}
