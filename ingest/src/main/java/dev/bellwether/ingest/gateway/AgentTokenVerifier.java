package dev.bellwether.ingest.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.bellwether.process.FileBacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which node's agent brings a token: a JSON Web Token (RFC 7519) signed with RS256 or ES256, whose claim {@code
 * kubernetes.io} names the node that the agent's pod runs on. Safe for use by many threads.
 */
final class AgentTokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(AgentTokenVerifier.class);
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final int LONGEST_TOKEN = 16 << 10;
    private static final long TELL_AGAIN_MILLIS = 10_000;

    private final AgentTokens settings;
    private final FileBacked<JWKSet> keys;
    private final Clock clock;
    private final AtomicLong toldMillis = new AtomicLong(Long.MIN_VALUE / 2);

    /**
     * Reads the keys.
     *
     * @throws IllegalArgumentException where their file cannot be read or holds none
     */
    AgentTokenVerifier(AgentTokens settings, Clock clock) {
        this(settings, clock, System::nanoTime);
    }

    /** The same, looking at the keys by another clock. */
    AgentTokenVerifier(AgentTokens settings, Clock clock, LongSupplier nanoTime) {
        this.settings = settings;
        this.clock = clock;
        this.keys = new FileBacked<>(List.of(settings.keys()), () -> read(settings.keys()), nanoTime);
    }

    private static JWKSet read(Path file) throws IOException {
        try {
            JWKSet keys = JWKSet.parse(Files.readString(file)).toPublicJWKSet();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no key");
            }
            return keys;
        } catch (ParseException e) {
            throw new IllegalArgumentException(file + " is no JSON Web Key Set: " + e.getMessage(), e);
        }
    }

    /** Who brings it; empty where it proves nothing. */
    Optional<Principal> verify(String token) {
        try {
            return Optional.of(principal(token));
        } catch (RefusedTokenException e) {
            tell(e);
            return Optional.empty();
        }
    }

    /** A sender with a bad token comes again and again: one line in ten seconds is enough. */
    private void tell(RefusedTokenException refusal) {
        long now = clock.millis();
        long told = toldMillis.get();
        if (now - told >= TELL_AGAIN_MILLIS && toldMillis.compareAndSet(told, now)) {
            LOG.warn("an agent's token is refused: {}", refusal.getMessage());
        }
    }

    private Principal principal(String token) throws RefusedTokenException {
        if (token.length() > LONGEST_TOKEN) {
            throw new RefusedTokenException("it has " + token.length() + " characters");
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            requireSignature(parsed);
            JWTClaimsSet claims = parsed.getJWTClaimsSet();
            requireClaims(claims);
            String node = node(claims);
            return new Principal("agent of node " + node, "", List.of(node));
        } catch (ParseException e) {
            throw new RefusedTokenException("it is no signed JSON Web Token");
        } catch (JOSEException e) {
            throw new RefusedTokenException("its signature cannot be checked: " + e.getMessage());
        }
    }

    private void requireSignature(SignedJWT token) throws RefusedTokenException, JOSEException {
        JWSHeader header = token.getHeader();
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (!algorithm.equals(JWSAlgorithm.RS256) && !algorithm.equals(JWSAlgorithm.ES256)) {
            throw new RefusedTokenException("its algorithm is " + algorithm + ", allowed are RS256 and ES256");
        }
        boolean signed = false;
        for (JWK key : keys.get().getKeys()) {
            JWSVerifier verifier = verifier(key, header);
            signed = signed || verifier != null && token.verify(verifier);
        }
        if (!signed) {
            throw new RefusedTokenException(
                    "none of the cluster's keys has signed it, its key id is " + header.getKeyID());
        }
    }

    /** Null where the token does not name this key. */
    private static @Nullable JWSVerifier verifier(JWK key, JWSHeader header) throws JOSEException {
        if (header.getKeyID() != null && !header.getKeyID().equals(key.getKeyID())) {
            return null;
        }
        return switch (key) {
            case RSAKey rsa when header.getAlgorithm().equals(JWSAlgorithm.RS256) -> new RSASSAVerifier(rsa);
            case ECKey curve when header.getAlgorithm().equals(JWSAlgorithm.ES256) -> new ECDSAVerifier(curve);
            default -> null;
        };
    }

    private void requireClaims(JWTClaimsSet claims) throws RefusedTokenException {
        if (!settings.issuer().equals(claims.getIssuer())) {
            throw new RefusedTokenException(
                    "its issuer is " + claims.getIssuer() + ", " + settings.issuer() + " is needed");
        }
        if (!claims.getAudience().contains(settings.audience())) {
            throw new RefusedTokenException(
                    "its audience is " + claims.getAudience() + ", " + settings.audience() + " is needed");
        }
        if (!settings.subject().equals(claims.getSubject())) {
            throw new RefusedTokenException(
                    "its subject is " + claims.getSubject() + ", " + settings.subject() + " is needed");
        }
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || expires.toInstant().plus(LEEWAY).isBefore(now)) {
            throw new RefusedTokenException("it has expired: " + expires);
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().minus(LEEWAY).isAfter(now)) {
            throw new RefusedTokenException("it is not valid before " + notBefore);
        }
    }

    private static String node(JWTClaimsSet claims) throws RefusedTokenException {
        if (claims.getClaim("kubernetes.io") instanceof Map<?, ?> cluster
                && cluster.get("node") instanceof Map<?, ?> node
                && node.get("name") instanceof String name
                && !name.isBlank()
                && name.indexOf('*') < 0) {
            return name;
        }
        throw new RefusedTokenException(
                "it names no node (kubernetes.io, node, name); the agent's pod must ask for a token bound to itself");
    }

    /** Why a token proves nothing; never says the token itself. */
    private static final class RefusedTokenException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedTokenException(String message) {
            super(message);
        }
    }
}
