package dev.bellwether.promql.parser;

import java.util.List;

/** A text is not valid PromQL. The message is that of the first error; all independent ones are in {@link #errors()}. */
public final class PromqlSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // An unmodifiable list of records, never serialised.
    private final List<SyntaxError> errors;

    /**
     * An exception for at least one error.
     *
     * @throws IllegalArgumentException where there is none
     */
    public PromqlSyntaxException(List<SyntaxError> errors) {
        super(first(errors).toString());
        this.errors = List.copyOf(errors);
    }

    private static SyntaxError first(List<SyntaxError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("errors is empty, at least one is needed");
        }
        return errors.getFirst();
    }

    /** The errors in the order in which they were found, at least one. */
    public List<SyntaxError> errors() {
        return errors;
    }
}
