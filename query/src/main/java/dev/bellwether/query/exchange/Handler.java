package dev.bellwether.query.exchange;

/** Answers requests. Safe for use by many threads; may block, and reacts to interruption. */
@FunctionalInterface
public interface Handler {
    /** The answer to a request. What is thrown becomes an error in the style of the handler's API. */
    Reply handle(Request request);
}
