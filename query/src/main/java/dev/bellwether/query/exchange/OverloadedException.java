package dev.bellwether.query.exchange;

/** There are more requests at the same time than the server takes. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OverloadedException(int maxRequests) {
        super("too many requests at the same time (limit maxRequests is " + maxRequests + ", as many again wait)");
    }
}
