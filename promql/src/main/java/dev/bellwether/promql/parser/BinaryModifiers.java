package dev.bellwether.promql.parser;

import dev.bellwether.promql.expression.BinaryOperator;
import dev.bellwether.promql.expression.VectorMatching;
import dev.bellwether.promql.expression.VectorMatching.Cardinality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between a binary operator and its right side. */
record BinaryModifiers(
        boolean returnBool,
        Cardinality cardinality,
        boolean on,
        List<String> labels,
        List<String> include,
        @Nullable Double fillLeft,
        @Nullable Double fillRight) {

    boolean fills() {
        return fillLeft != null || fillRight != null;
    }

    /** The matching of two vectors; a set operator meets many with many. */
    VectorMatching matching(BinaryOperator operator) {
        Cardinality effective =
                operator.isSet() && cardinality == Cardinality.ONE_TO_ONE ? Cardinality.MANY_TO_MANY : cardinality;
        return new VectorMatching(effective, on, labels, include, fillLeft, fillRight);
    }
}
