package dev.bellwether.query.api;

import io.micronaut.http.HttpStatus;

/** The words behind a status, also for those that no standard names. */
final class ReasonPhrase {
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private ReasonPhrase() {}

    static String of(int status) {
        return status == CLIENT_CLOSED_REQUEST
                ? "Client Closed Request"
                : HttpStatus.valueOf(status).getReason();
    }
}
