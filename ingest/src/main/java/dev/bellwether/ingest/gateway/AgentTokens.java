package dev.bellwether.ingest.gateway;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Which tokens of a Kubernetes cluster agents prove themselves with: those that a kubelet projects for the service account of
 * the agents. They are checked here alone, without asking the cluster.
 *
 * @param keys the cluster's public keys, a JSON Web Key Set (RFC 7517); read again when it changes
 * @param issuer who must have issued a token
 * @param audience whom a token must be meant for
 * @param subject whose token it must be, {@code system:serviceaccount:<namespace>:<name>}
 */
public record AgentTokens(Path keys, String issuer, String audience, String subject) {
    /** Whom the agents' tokens are meant for unless told otherwise. */
    public static final String DEFAULT_AUDIENCE = "bellwether";

    public AgentTokens {
        Objects.requireNonNull(keys, "keys");
        if (issuer.isBlank() || audience.isBlank() || subject.isBlank()) {
            throw new IllegalArgumentException("issuer is \"" + issuer + "\", audience \"" + audience + "\", subject \""
                    + subject + "\"; none of them may be blank");
        }
    }
}
