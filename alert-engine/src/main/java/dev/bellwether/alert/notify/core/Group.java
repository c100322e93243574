package dev.bellwether.alert.notify.core;

import dev.bellwether.alert.notify.core.GroupPicture.Note;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group at run time: what is remembered of it, its alerts, and when it is looked at again. */
final class Group {
    /** Null for messages that are sent again as they are. */
    final @Nullable Route route;

    final Map<String, KnownAlert> members = new LinkedHashMap<>();
    final Map<String, Note> notes = new HashMap<>();
    GroupState state;
    /** Whether its state stands in the log. */
    boolean remembered;

    long lookAgainAtMillis = Long.MAX_VALUE;
    boolean inhibited;
    /** Whether its message is with the sender, or in the queue for it. */
    boolean underWay;

    Group(@Nullable Route route, GroupState state, boolean remembered) {
        this.route = route;
        this.state = state;
        this.remembered = remembered;
    }

    String rule(String fingerprint) {
        KnownAlert alert = members.get(fingerprint);
        return alert == null ? "" : alert.transition().ruleUid();
    }

    boolean isIdle() {
        return members.isEmpty() && state.intent() == null;
    }
}
