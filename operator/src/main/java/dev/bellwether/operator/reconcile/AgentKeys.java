package dev.bellwether.operator.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which the API server signs the tokens of ServiceAccounts, and its name as their issuer. Asks at most twice a
 * minute. Safe for use by many threads.
 */
final class AgentKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Clock clock;
    private Instant readAt = Instant.MIN;
    private @Nullable Keys keys;

    AgentKeys(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * What a gateway needs to check tokens.
     *
     * @param issuer the issuer that stands in them
     * @param set the keys, a JSON Web Key Set (RFC 7517) with its keys in the order of the API server
     */
    record Keys(String issuer, String set) {}

    /**
     * The keys, at most half a minute old.
     *
     * @return empty where the API server does not give them
     */
    synchronized Optional<Keys> read() {
        Instant now = clock.instant();
        if (keys == null || readAt.plus(FRESH).isBefore(now)) {
            keys = ask().orElse(keys);
            readAt = now;
        }
        return Optional.ofNullable(keys);
    }

    private Optional<Keys> ask() {
        String discovery = client.raw("/.well-known/openid-configuration");
        String set = client.raw("/openid/v1/jwks");
        if (discovery == null || set == null) {
            return Optional.empty();
        }
        try {
            JsonNode issuer = JSON.readTree(discovery).path("issuer");
            JsonNode read = JSON.readTree(set);
            return issuer.isTextual() && read.path("keys").isArray()
                    ? Optional.of(new Keys(issuer.asText(), JSON.writeValueAsString(read)))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the API server's keys are no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
