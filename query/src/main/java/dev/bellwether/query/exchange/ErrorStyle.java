package dev.bellwether.query.exchange;

/** How an API answers failures. Safe for use by many threads. */
@FunctionalInterface
public interface ErrorStyle {
    /** The answer to a request whose handler threw this. */
    Reply reply(RuntimeException failure, Request request);
}
