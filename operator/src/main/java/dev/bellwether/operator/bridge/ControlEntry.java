package dev.bellwether.operator.bridge;

import dev.bellwether.crds.notifier.NotifierStatus.Delivery;
import org.jspecify.annotations.Nullable;

/** What the bridge knows of one Notifier or Silence. Touched by the bridge's thread alone. */
final class ControlEntry {
    /** The object as it was last seen. */
    WatchedObject object;

    /** What it says; null until it was read under the current settings. */
    @Nullable
    ControlReading reading;

    /** Whether something of it stands in the log, or will. */
    boolean standing;

    /** Which generation of the object was put, 0 for none. */
    long putGeneration;

    /** Why a put was refused or failed; empty where it was not. */
    String refusal = "";

    /** The reason that goes with {@link #refusal}. */
    String refusalReason = "";

    @Nullable
    Delivery lastDelivery;

    @Nullable
    Delivery lastFailure;

    ControlEntry(WatchedObject object) {
        this.object = object;
    }
}
