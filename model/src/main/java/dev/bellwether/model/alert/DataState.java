package dev.bellwether.model.alert;

/** What is known of the data behind an evaluation. */
public enum DataState {
    /** All that was expected is there. */
    COMPLETE,
    /** Some of it has not come yet. */
    LATE,
    /** Some of it has not come and is not waited for any more. */
    MISSING
}
