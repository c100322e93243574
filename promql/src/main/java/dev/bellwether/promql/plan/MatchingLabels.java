package dev.bellwether.promql.plan;

import dev.bellwether.promql.expression.VectorMatching;
import java.util.Set;

/** Which labels are equal in two elements that meet. */
final class MatchingLabels {
    /** Labels that say what is measured: names go on the way, so that nothing is known of them later. */
    private static final Set<String> METADATA = Set.of("__name__", "__type__", "__unit__");

    private MatchingLabels() {}

    /** Whether matched elements have the same value of a label, or both none. */
    static boolean areEqualAcross(VectorMatching matching, String label) {
        return !isMetadata(label) && matching.on() == matching.labels().contains(label);
    }

    static boolean isMetadata(String label) {
        return METADATA.contains(label);
    }
}
