package dev.bellwether.alert.engine;

import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.alert.AlertTransition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the states of rules and announces transitions, for one partition both or neither. Used by the engine's thread
 * alone.
 */
public interface StateLog extends AutoCloseable {
    /**
     * What one rule's evaluation changed.
     *
     * @param ruleUid the rule
     * @param state its new state, null where that stays as it is; {@link RuleState#NEW} forgets it
     * @param transitions what people must hear
     * @param status how the rule does, null where nobody needs to be told
     */
    record Update(
            String ruleUid,
            @Nullable RuleState state,
            List<AlertTransition> transitions,
            @Nullable RuleStatus status) {
        public Update {
            transitions = List.copyOf(transitions);
        }
    }

    /** The states of all partitions as they stand, whoever owns them. */
    Map<String, RuleState> look();

    /** Takes a partition over from any engine before this one, and reads its states to their end. */
    Map<String, RuleState> takeOver(int partition);

    /** Gives a partition back. */
    void release(int partition);

    /**
     * Writes updates of rules of one partition; when it returns they are durable.
     *
     * @throws FencedException where another engine has taken the partition over: nothing was written
     */
    void write(int partition, List<Update> updates);

    @Override
    void close();

    /** Another engine has taken over: this one must leave the partition alone. */
    final class FencedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public FencedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
