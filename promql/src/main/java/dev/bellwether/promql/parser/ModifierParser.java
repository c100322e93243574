package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.Span;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads label lists and the modifiers of binary operators. */
final class ModifierParser {
    private static final Set<TokenType> NEXT_IN_LIST = Set.of(TokenType.COMMA, TokenType.RIGHT_PARENTHESIS);

    private final TokenReader tokens;
    private final boolean fillAllowed;

    ModifierParser(TokenReader tokens, boolean fillAllowed) {
        this.tokens = tokens;
        this.fillAllowed = fillAllowed;
    }

    /** {@code bool on (label) group_left (label) fill (0)}, each part optional. */
    BinaryModifiers binary() {
        boolean returnBool = tokens.accept(TokenType.BOOL);
        Cardinality cardinality = Cardinality.ONE_TO_ONE;
        boolean on = tokens.at(TokenType.ON);
        List<String> labels = List.of();
        List<String> include = List.of();
        if (on || tokens.at(TokenType.IGNORING)) {
            tokens.take();
            labels = labelList();
            if (tokens.at(TokenType.GROUP_LEFT) || tokens.at(TokenType.GROUP_RIGHT)) {
                cardinality = tokens.take().type() == TokenType.GROUP_LEFT
                        ? Cardinality.MANY_TO_ONE
                        : Cardinality.ONE_TO_MANY;
                include = tokens.at(TokenType.LEFT_PARENTHESIS) ? labelList() : List.of();
            }
        }
        return withFill(new BinaryModifiers(returnBool, cardinality, on, labels, include, null, null));
    }

    private BinaryModifiers withFill(BinaryModifiers plain) {
        int start = tokens.peek().span().start();
        Double left = null;
        Double right = null;
        if (tokens.accept(TokenType.FILL)) {
            left = fillValue();
            right = left;
        } else if (tokens.accept(TokenType.FILL_LEFT)) {
            left = fillValue();
            right = fillValueAfter(TokenType.FILL_RIGHT);
        } else if (tokens.accept(TokenType.FILL_RIGHT)) {
            right = fillValue();
            left = fillValueAfter(TokenType.FILL_LEFT);
        } else {
            return plain;
        }
        if (!fillAllowed) {
            tokens.report(
                    new Span(start, tokens.previousEnd()), "binop fill modifiers are experimental and not enabled");
        }
        return new BinaryModifiers(
                plain.returnBool(), plain.cardinality(), plain.on(), plain.labels(), plain.include(), left, right);
    }

    private @Nullable Double fillValueAfter(TokenType keyword) {
        return tokens.accept(keyword) ? Double.valueOf(fillValue()) : null;
    }

    private double fillValue() {
        String context = "fill modifier";
        tokens.expect(TokenType.LEFT_PARENTHESIS, context, "\"(\"");
        double value = signedNumber(context, "number");
        tokens.expect(TokenType.RIGHT_PARENTHESIS, context, "\")\"");
        return value;
    }

    /** A number or a duration (in seconds) with an optional sign. */
    double signedNumber(String context, String expected) {
        boolean negative = tokens.at(TokenType.SUBTRACT);
        if (negative || tokens.at(TokenType.ADD)) {
            tokens.take();
        }
        if (!tokens.at(TokenType.NUMBER) && !tokens.at(TokenType.DURATION)) {
            throw tokens.unexpected(context, expected);
        }
        double value = Literals.seconds(tokens, tokens.take());
        return negative ? -value : value;
    }

    /** {@code (label, "quoted label")}. */
    List<String> labelList() {
        String context = "grouping opts";
        tokens.expect(TokenType.LEFT_PARENTHESIS, context, "\"(\"");
        List<String> labels = new ArrayList<>();
        while (!tokens.accept(TokenType.RIGHT_PARENTHESIS)) {
            try {
                labels.add(label(context));
                if (!NEXT_IN_LIST.contains(tokens.peek().type())) {
                    throw tokens.unexpected(context, "\",\" or \")\"");
                }
            } catch (Derailed derailed) {
                tokens.skipTo(NEXT_IN_LIST, derailed);
            }
            tokens.accept(TokenType.COMMA);
        }
        return labels;
    }

    private String label(String context) {
        Token token = tokens.peek();
        boolean special = token.type() == TokenType.NUMBER
                && Character.isLetter(token.text().charAt(0));
        if (token.type() != TokenType.STRING && !token.type().canBeLabelName() && !special) {
            throw tokens.unexpected(context, "label");
        }
        tokens.take();
        String name = token.type() == TokenType.STRING ? Literals.string(tokens, token) : token.text();
        if (name.isEmpty()) {
            tokens.report(token.span(), "invalid label name for grouping: \"\"");
        }
        return name;
    }
}
