package dev.bellwether.ingest.writer;

/** Why a record can never be written; the words stand in the record's header, in metrics and in the documentation. */
enum DeadReason {
    /** The bytes are no batch. */
    INVALID,
    /** Written by a later version of the gateway. */
    UNKNOWN_VERSION,
    /** A block that the batch names is not in the log. */
    UNKNOWN_BLOCK,
    /** A sample's time cannot be stored. */
    TIME_OUT_OF_RANGE,
    /** A series has no name or a label that cannot be stored. */
    INVALID_SERIES,
    /** The database refuses it, whatever else stands beside it. */
    REFUSED_BY_STORAGE;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
