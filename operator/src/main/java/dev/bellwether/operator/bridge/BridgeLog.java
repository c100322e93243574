package dev.bellwether.operator.bridge;

import dev.bellwether.alerting.record.Control;
import dev.bellwether.alerting.record.ControlView;
import dev.bellwether.alerting.record.PublishedRule;
import dev.bellwether.alerting.record.RuleStatus;
import dev.bellwether.alerting.state.RuleState;
import dev.bellwether.model.alert.AlertTransition;
import dev.bellwether.model.alert.NotificationDecision;
import dev.bellwether.model.alert.Rule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The log as a stack's bridge sees it. Methods do not block, but for {@link #start} and {@link #close}, and are called by the
 * bridge's thread.
 */
public interface BridgeLog extends AutoCloseable {
    /** The origin of all that comes from the API server. */
    String ORIGIN = "kubernetes";

    /** Hears what stands in the log and what is added, on threads of the log. */
    interface Listener {
        /** How a rule does; null where it is gone. */
        void ruleStatus(String uid, int partition, @Nullable RuleStatus status);

        /** The alerts of a rule; null where it is gone. */
        void alertState(String uid, int partition, long offset, @Nullable RuleState state);

        /** An alert began to fire or resolved. */
        void transition(AlertTransition transition);

        /** Something has changed among notifiers, silences and acknowledgements. */
        void control(String key);

        /** A notifier has decided something. */
        void decision(NotificationDecision decision);
    }

    /**
     * What became of a rule that was put.
     *
     * @param generation the rule's generation in the log
     * @param durable completes once the log has it
     */
    record Put(long generation, CompletableFuture<?> durable) {}

    /** The rule or the object is somebody else's; the message says whose. */
    final class ForeignException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ForeignException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Connects and reads all topics; blocks until their ends.
     *
     * @throws dev.bellwether.stream.LogUnavailableException where the log does not answer: close this and make another
     */
    void start(Listener listener);

    /**
     * Puts a rule into force.
     *
     * @throws ForeignException where it is somebody else's
     */
    Put put(Rule rule);

    /** Says that a rule is not in force as it is written, unless an earlier generation is. */
    CompletableFuture<?> tellInvalid(String uid, String group, String error, int line, int column);

    /** Takes a rule away. */
    CompletableFuture<?> remove(String uid);

    /** The rules that stand, or were told to be invalid, in the name of {@link #ORIGIN}. */
    List<String> ruleUids();

    /** A rule as it stands, whoever's it is. */
    Optional<PublishedRule> rule(String uid);

    /** Notifiers, silences and acknowledgements. */
    ControlView controls();

    /**
     * Puts an object into force.
     *
     * @throws ForeignException where it is somebody else's
     */
    CompletableFuture<?> put(Control.Subject subject);

    /** Takes an object away; does nothing where it is none of {@link #ORIGIN}. */
    CompletableFuture<?> remove(Control.Kind kind, String uid);

    @Override
    void close();
}
