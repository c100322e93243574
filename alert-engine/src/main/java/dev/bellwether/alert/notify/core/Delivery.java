package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.GroupMessage;
import java.time.Duration;

/**
 * One attempt to send.
 *
 * @param notifierUid who sends
 * @param groupId the group whose message it is
 * @param message what is sent
 */
public record Delivery(String notifierUid, String groupId, GroupMessage message) {

    /** How an attempt ended. */
    public sealed interface Result {
        /** Which attempt. */
        Delivery delivery();
    }

    /**
     * The receiver has taken it.
     *
     * @param answer handed back at the group's next message
     */
    public record Taken(Delivery delivery, String answer) implements Result {}

    /** The receiver will never take it. */
    public record Refused(Delivery delivery, String reason) implements Result {}

    /**
     * It may go better later.
     *
     * @param after how long the receiver wants to be left alone, zero where it has not said
     */
    public record Failed(Delivery delivery, String reason, Duration after) implements Result {}

    /** It waits because the receiver would get too many; another result follows. */
    public record Delayed(Delivery delivery, Duration about) implements Result {}
}
