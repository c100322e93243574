package dev.bellwether.alert.engine;

import dev.bellwether.alert.notify.Notification;
import dev.bellwether.alerting.state.RuleState;
import java.util.List;
import java.util.Map;

/** Keeps states and announces transitions, both or neither. Used by the engine's thread alone. */
public interface StateLog extends AutoCloseable {
    /**
     * What one rule's evaluation changed.
     *
     * @param ruleUid the rule
     * @param state its new state; {@link RuleState#NEW} forgets it
     * @param notifications what people must hear
     */
    record Update(String ruleUid, RuleState state, List<Notification> notifications) {
        public Update {
            notifications = List.copyOf(notifications);
        }
    }

    /** Takes the log over from any engine before this one, and reads all states to the end. */
    Map<String, RuleState> restore();

    /**
     * Writes updates; when it returns they are durable.
     *
     * @throws FencedException where another engine has taken over
     */
    void write(List<Update> updates);

    @Override
    void close();

    /** Another engine has taken over: this one must stop. */
    final class FencedException extends RuntimeException {
        public FencedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
