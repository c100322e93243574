package dev.bellwether.alerting.template;

import dev.bellwether.model.LabelText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds methods, fields and entries by their names. */
final class FieldAccess {
    private final MissingKey missingKey;

    FieldAccess(MissingKey missingKey) {
        this.missingKey = missingKey;
    }

    static @Nullable TemplateFunction method(@Nullable Object receiver, String name) {
        return receiver instanceof TemplateObject object ? object.method(name) : null;
    }

    /**
     * The field or entry of a value.
     *
     * @param isEntry whether the receiver is itself a field or an entry, which must be there to be looked into
     * @throws IllegalArgumentException where there can be none
     */
    @Nullable
    Object field(@Nullable Object receiver, String name, boolean isEntry, boolean hasArguments) {
        if (receiver == null) {
            if (missingKey == MissingKey.ERROR) {
                throw new IllegalArgumentException("nil data; no entry for key " + LabelText.quote(name));
            }
            if (isEntry && missingKey == MissingKey.ZERO) {
                throw new IllegalArgumentException("nil pointer evaluating interface {}." + name);
            }
            return null;
        }
        if (receiver instanceof TemplateObject object && object.fields().containsKey(name)) {
            if (hasArguments) {
                throw new IllegalArgumentException(name + " has arguments but cannot be invoked as function");
            }
            return Values.normal(object.fields().get(name));
        }
        Map<?, ?> entries = Values.entries(receiver);
        if (entries == null) {
            throw new IllegalArgumentException(
                    "can't evaluate field " + name + " in type " + Values.typeName(receiver));
        }
        if (hasArguments) {
            throw new IllegalArgumentException(name + " is not a method but has arguments");
        }
        Object value = entries.get(name);
        return value == null && !entries.containsKey(name) ? missing(receiver, name) : Values.normal(value);
    }

    private @Nullable Object missing(Object receiver, String name) {
        return switch (missingKey) {
            case DEFAULT -> null;
            case ZERO -> receiver instanceof TemplateObject object ? object.missingEntry() : null;
            case ERROR -> throw new IllegalArgumentException("map has no entry for key " + LabelText.quote(name));
        };
    }
}
