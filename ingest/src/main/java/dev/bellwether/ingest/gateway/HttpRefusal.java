package dev.bellwether.ingest.gateway;

import dev.bellwether.ingest.gateway.Answer.Reason;

/** A request that is answered with a status other than success. */
final class HttpRefusal extends Exception {
    private static final long serialVersionUID = 1;

    static final int UNAUTHORIZED = 401;

    private final int status;
    private final Reason reason;
    private final long retryAfterSeconds;

    HttpRefusal(int status, Reason reason, String message) {
        this(status, reason, message, 0);
    }

    private HttpRefusal(int status, Reason reason, String message, long retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** To be sent again after a while. */
    static HttpRefusal later(int status, Reason reason, String message, long retryAfterSeconds) {
        return new HttpRefusal(status, reason, message, Math.max(1, retryAfterSeconds));
    }

    int status() {
        return status;
    }

    Reason reason() {
        return reason;
    }

    /** After how long to come again; 0 where that is of no use. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
