package dev.bellwether.ingest.gateway;

/** A whole stream is refused: nothing of it is lost, its sender has to be put right first. */
final class StreamRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Cause cause;

    /** Why. */
    enum Cause {
        /** The credential does not allow the agent id. */
        NOT_ALLOWED,
        /** What came is no batch, and not even which batch it should be can be made out. */
        UNREADABLE,
        /** A stream belongs to one agent and one of its lives. */
        MIXED_SENDERS
    }

    StreamRefusedException(Cause cause, String message) {
        super(message);
        this.cause = cause;
    }

    Cause reason() {
        return cause;
    }
}
