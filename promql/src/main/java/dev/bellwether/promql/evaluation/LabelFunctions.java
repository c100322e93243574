package dev.bellwether.promql.evaluation;

import dev.bellwether.model.Labels;
import dev.bellwether.model.RegularExpression;
import dev.bellwether.promql.expression.Children;
import dev.bellwether.promql.expression.Expression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;

/** {@code label_replace} and {@code label_join}: they change labels and leave samples as they are. */
final class LabelFunctions {
    /** Matching and making labels takes as long as touching so many samples. */
    private static final int WORK_OF_LABELS = 50;

    private final QueryContext context;

    LabelFunctions(QueryContext context) {
        this.context = context;
    }

    /** The text arguments of a call from an index on. */
    static List<String> texts(Expression.Call call, int from) {
        List<String> texts = new ArrayList<>();
        for (Expression argument :
                call.arguments().subList(from, call.arguments().size())) {
            if (!(Children.withoutParentheses(argument) instanceof Expression.StringLiteral text)) {
                throw QueryException.badData("expected type string in call to function \"" + call.function()
                        + "\", got " + argument.type().documented());
            }
            texts.add(text.value());
        }
        return texts;
    }

    List<Column> replace(Expression.Call call, List<Column> columns) {
        List<String> texts = texts(call, 1);
        String target = texts.get(0);
        String source = texts.get(2);
        RegularExpression expression;
        try {
            expression = RegularExpression.compile(texts.get(3));
        } catch (IllegalArgumentException e) {
            throw new QueryException(
                    QueryException.Type.EXECUTION, "invalid regular expression in label_replace(): " + texts.get(3), e);
        }
        requireLabelName("destination", "label_replace", target);
        ReplacementTemplate template = new ReplacementTemplate(texts.get(1));
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(WORK_OF_LABELS);
            String value = column.labels().getOrEmpty(source);
            Matcher matcher = expression.pattern().matcher(RegularExpression.bounded(value));
            results.add(
                    matcher.matches()
                            ? relabelled(column, target, template.expand(matcher, expression.groups(), value))
                            : column);
        }
        return ColumnsBuilder.merged(results);
    }

    List<Column> join(Expression.Call call, List<Column> columns) {
        List<String> texts = texts(call, 1);
        String target = texts.get(0);
        List<String> sources = texts.subList(2, texts.size());
        for (String source : sources) {
            requireLabelName("source", "label_join", source);
        }
        requireLabelName("destination", "label_join", target);
        List<Column> results = new ArrayList<>(columns.size());
        for (Column column : columns) {
            context.work(WORK_OF_LABELS);
            StringJoiner joined = new StringJoiner(texts.get(1));
            for (String source : sources) {
                joined.add(column.labels().getOrEmpty(source));
            }
            results.add(relabelled(column, target, joined.toString()));
        }
        return ColumnsBuilder.merged(results);
    }

    private static Column relabelled(Column column, String target, String value) {
        boolean dropName = !target.equals(Labels.METRIC_NAME) && column.dropName();
        return column.relabelled(column.labels().with(target, value), dropName);
    }

    /** Whether a text can be a label's name: not empty, and UTF-8 (the parser keeps other bytes as lone surrogates). */
    static boolean isLabelName(String name) {
        return !name.isEmpty() && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }

    private static void requireLabelName(String role, String function, String name) {
        if (!isLabelName(name)) {
            throw QueryException.execution("invalid " + role + " label name in " + function + "(): " + name);
        }
    }
}
