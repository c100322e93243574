package dev.bellwether.operator.bridge;

import dev.bellwether.crds.alert.AlertSpec;
import dev.bellwether.crds.alert.AlertStatus;
import org.jspecify.annotations.Nullable;

/** What the bridge knows of one Alert object. Touched by the bridge's thread alone. */
final class AlertEntry {
    final ObjectKey key;
    String ruleUid = "";
    String fingerprint = "";

    /** The object's uid; empty where it is not there, or just being made. */
    String uid = "";

    /** The object's generation; it grows with a user's word. */
    long generation = 1;

    /** The status that it has, or had before the write that is under way. */
    @Nullable
    AlertStatus status;

    /** The status that is being written. */
    @Nullable
    AlertStatus sent;

    /** A user's word, from the specification or from annotations. */
    AlertSpec word = AlertSpec.UNACKNOWLEDGED;

    /** Not to be written before this time, in milliseconds, after a failure. */
    long notBefore;

    AlertEntry(ObjectKey key) {
        this.key = key;
    }

    /** The status that it has, or will have in a moment. */
    @Nullable
    AlertStatus standing() {
        return sent != null ? sent : status;
    }

    boolean exists() {
        return !uid.isEmpty() || sent != null;
    }

    boolean resolved() {
        AlertStatus standing = standing();
        return standing != null && AlertStatuses.RESOLVED.equals(standing.state());
    }
}
