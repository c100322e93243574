package dev.bellwether.operator.reconcile;

import java.net.URI;

/**
 * How the operator itself reaches a stack's services.
 *
 * @param log how to reach the log
 * @param sealingKeys the keys with which notifiers' secrets are sealed, a line {@code <id> <32 bytes in Base64>} for each,
 *     the newest first
 * @param query where the HTTP API is, {@code https://main-query.bellwether.svc:7080}; its reads need no token
 * @param authorities the certificates that sign the services' own, PEM
 */
public record StackAccess(LogAccess log, String sealingKeys, URI query, String authorities) {
    /** Without the keys. */
    @Override
    public String toString() {
        return "StackAccess[" + log + ", query=" + query + "]";
    }
}
