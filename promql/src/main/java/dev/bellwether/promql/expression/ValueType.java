package dev.bellwether.promql.expression;

/** The type of an expression's result. */
public enum ValueType {
    SCALAR("scalar"),
    INSTANT_VECTOR("instant vector"),
    RANGE_VECTOR("range vector"),
    STRING("string");

    private final String documented;

    ValueType(String documented) {
        this.documented = documented;
    }

    /** The name that people know: {@code instant vector}. */
    public String documented() {
        return documented;
    }
}
