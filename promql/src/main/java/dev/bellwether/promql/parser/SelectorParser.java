package dev.bellwether.promql.parser;

import dev.bellwether.model.Labels;
import dev.bellwether.model.Matcher;
import dev.bellwether.promql.expression.Expression.VectorSelector;
import dev.bellwether.promql.expression.RangeKind;
import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.TimeShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code metric{label="value"}}, as a selector and as the labels of a series. */
final class SelectorParser {
    private static final Set<TokenType> NEXT_IN_BRACES = Set.of(TokenType.COMMA, TokenType.RIGHT_BRACE);

    private final TokenReader tokens;

    SelectorParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** A selector; the next token must be able to begin one. */
    VectorSelector selector(String context, String expected) {
        int start = tokens.peek().span().start();
        String metricName = metricName();
        if (metricName == null && !tokens.at(TokenType.LEFT_BRACE)) {
            throw tokens.unexpected(context, expected);
        }
        List<Matcher> matchers = new ArrayList<>();
        if (tokens.at(TokenType.LEFT_BRACE)) {
            braces(() -> matchers.add(matcher()), "label matching");
        }
        if (metricName != null) {
            matchers.add(Matcher.equal(Labels.METRIC_NAME, metricName));
        }
        Span span = new Span(start, tokens.previousEnd());
        return new VectorSelector(metricName, matchers, TimeShift.NONE, RangeKind.PLAIN, span);
    }

    /** The labels of one series. */
    Labels labels() {
        Labels.Builder labels = Labels.builder();
        String metricName = metricName();
        if (tokens.at(TokenType.LEFT_BRACE)) {
            braces(() -> label(labels), "label set");
        } else if (metricName == null) {
            throw tokens.unexpected("", "metric name or \"{\"");
        }
        if (metricName != null) {
            labels.set(Labels.METRIC_NAME, metricName);
        }
        return labels.build();
    }

    private @Nullable String metricName() {
        return tokens.peek().type().canBeMetricName() ? tokens.take().text() : null;
    }

    private void braces(Runnable item, String context) {
        tokens.take();
        while (!tokens.accept(TokenType.RIGHT_BRACE)) {
            try {
                item.run();
                if (!NEXT_IN_BRACES.contains(tokens.peek().type())) {
                    throw tokens.unexpected(context, "\",\" or \"}\"");
                }
            } catch (Derailed derailed) {
                tokens.skipTo(NEXT_IN_BRACES, derailed);
            }
            tokens.accept(TokenType.COMMA);
        }
    }

    private Matcher matcher() {
        String context = "label matching";
        Token name = tokens.peek();
        boolean quoted = name.type() == TokenType.STRING;
        if (!quoted && name.type() != TokenType.IDENTIFIER) {
            throw tokens.unexpected(context, "identifier or \"}\"");
        }
        tokens.take();
        String label = quoted ? Literals.string(tokens, name) : name.text();
        Matcher.Operator operator = matchOperator();
        if (operator == null) {
            if (quoted && NEXT_IN_BRACES.contains(tokens.peek().type())) {
                return Matcher.equal(Labels.METRIC_NAME, label);
            }
            throw tokens.unexpected(context, quoted ? "\",\" or \"}\"" : "label matching operator");
        }
        tokens.take();
        Token value = tokens.expect(TokenType.STRING, context, "string");
        try {
            return new Matcher(label, operator, Literals.string(tokens, value));
        } catch (IllegalArgumentException e) {
            tokens.report(new Span(name.span().start(), value.span().end()), "error parsing regexp: " + e.getMessage());
            return Matcher.equal(label, "");
        }
    }

    private Matcher.@Nullable Operator matchOperator() {
        return switch (tokens.peek().type()) {
            case ASSIGN -> Matcher.Operator.EQUAL;
            case NOT_EQUAL -> Matcher.Operator.NOT_EQUAL;
            case MATCHES -> Matcher.Operator.MATCHES;
            case NOT_MATCHES -> Matcher.Operator.NOT_MATCHES;
            default -> null;
        };
    }

    private void label(Labels.Builder labels) {
        String context = "label set";
        Token name = tokens.peek();
        boolean quoted = name.type() == TokenType.STRING;
        if (!quoted && name.type() != TokenType.IDENTIFIER) {
            throw tokens.unexpected(context, "identifier or \"}\"");
        }
        tokens.take();
        String label = quoted ? Literals.string(tokens, name) : name.text();
        if (quoted && NEXT_IN_BRACES.contains(tokens.peek().type())) {
            labels.set(Labels.METRIC_NAME, label);
            return;
        }
        tokens.expect(TokenType.ASSIGN, context, "\"=\"");
        Token value = tokens.expect(TokenType.STRING, context, "string");
        if (label.isEmpty()) {
            tokens.report(name.span(), "a label's name is empty");
        } else {
            labels.set(label, Literals.string(tokens, value));
        }
    }
}
