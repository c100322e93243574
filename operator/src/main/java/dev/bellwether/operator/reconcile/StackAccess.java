package dev.bellwether.operator.reconcile;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the operator itself reaches a stack's services.
 *
 * @param log how to reach the log
 * @param sealingKey the 32 bytes with which notifiers' secrets are sealed
 * @param query where the HTTP API is, {@code https://main-query.bellwether.svc:7080}; its reads need no token
 * @param authorities the certificates that sign the services' own, PEM
 */
public record StackAccess(LogAccess log, byte[] sealingKey, URI query, String authorities) {
    public StackAccess {
        sealingKey = sealingKey.clone();
    }

    @Override
    public byte[] sealingKey() {
        return sealingKey.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StackAccess that
                && log.equals(that.log)
                && Arrays.equals(sealingKey, that.sealingKey)
                && query.equals(that.query)
                && authorities.equals(that.authorities);
    }

    @Override
    public int hashCode() {
        return Objects.hash(log, Arrays.hashCode(sealingKey), query, authorities);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StackAccess[" + log + ", query=" + query + "]";
    }
}
