package dev.bellwether.model.alert;

import dev.bellwether.model.Matcher;
import java.util.List;

/**
 * Alerts that make others superfluous: while a source fires, targets with equal labels are not notified. An alert that
 * matches both sides is never inhibited by one that does so too.
 *
 * @param uid unique among all inhibition rules
 * @param sourceMatchers every one must hold for the alert that inhibits; never empty
 * @param targetMatchers every one must hold for the alert that is inhibited; never empty
 * @param equal labels whose values both must share; a label that both lack is shared
 */
public record InhibitionRule(
        String uid, List<Matcher> sourceMatchers, List<Matcher> targetMatchers, List<String> equal) {
    public InhibitionRule {
        sourceMatchers = List.copyOf(sourceMatchers);
        targetMatchers = List.copyOf(targetMatchers);
        equal = List.copyOf(equal);
        if (sourceMatchers.isEmpty() || targetMatchers.isEmpty()) {
            throw new IllegalArgumentException("sourceMatchers and targetMatchers need at least one matcher each");
        }
    }
}
