package dev.bellwether.alerting.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as Go's {@code fmt.Print} does. */
final class ValueText {
    private final BoundedText target;

    ValueText(BoundedText target) {
        this.target = target;
    }

    /** The text of a value, of at most so many characters. */
    static String of(@Nullable Object value, int limit) {
        BoundedText text = new BoundedText(limit);
        new ValueText(text).print(value);
        return text.toString();
    }

    /** As a template prints what an action gives. */
    void print(@Nullable Object value) {
        if (value instanceof String text) {
            target.append(text);
        } else if (value == null) {
            target.append("<no value>");
        } else if (value instanceof TemplateFunction) {
            throw new IllegalArgumentException("can't print a function");
        } else {
            new FormattedValue(target, Flags.NONE).value(value, 'v', 1);
        }
    }

    /** As {@code fmt.Sprint}: a blank stands between two operands of which neither is a text. */
    void printAll(List<? extends @Nullable Object> values, boolean noValue) {
        boolean previousIsText = true;
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            boolean isText = value instanceof String || (value == null && noValue);
            if (i > 0 && !isText && !previousIsText) {
                target.append(' ');
            }
            operand(value, noValue);
            previousIsText = isText;
        }
    }

    /** As {@code fmt.Sprintln}: a blank stands between operands, and a line ends behind the last. */
    void printLine(List<? extends @Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                target.append(' ');
            }
            operand(values.get(i), false);
        }
        target.append('\n');
    }

    private void operand(@Nullable Object value, boolean noValue) {
        if (value == null) {
            target.append(noValue ? "<no value>" : "<nil>");
        } else {
            new FormattedValue(target, Flags.NONE).value(value, 'v', noValue ? 1 : 0);
        }
    }

    /** The entries of a map or fields, for those who print them. */
    static Map<String, ?> sorted(Map<?, ?> entries) {
        return Execution.sorted(entries);
    }
}
