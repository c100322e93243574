package dev.bellwether.protocol.topic;

/** Names of the headers of a record in {@code samples}: what the gateway knows and the sender must not say. */
public final class BatchHeaders {
    /** The tenant, UTF-8, from the credential. */
    public static final String TENANT = "tenant";

    /** When the gateway took the batch: milliseconds since 1970 as decimal text. */
    public static final String RECEIVED_AT = "received_at";

    /** Which key signed the batch, UTF-8; absent where it is not signed. */
    public static final String KEY_ID = "key_id";

    /** The signature over the batch's bytes; absent where it is not signed. */
    public static final String SIGNATURE = "signature";

    /** The version of the batch's format as decimal text. */
    public static final String VERSION = "batch_version";

    /** The version written today. */
    public static final int CURRENT_VERSION = 1;

    /** The identity of a request without sequence numbers, in hexadecimal; absent for an agent's batch. */
    public static final String REQUEST_IDENTITY = "request_identity";

    /** Why a record became a dead letter: a short reason, UTF-8. */
    public static final String DEAD_REASON = "dead_reason";

    private BatchHeaders() {}
}
