package dev.bellwether.ingest.gateway;

import static dev.bellwether.ingest.Batches.batch;
import static dev.bellwether.ingest.Batches.block;
import static dev.bellwether.ingest.Batches.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.bellwether.ingest.Pipeline;
import dev.bellwether.ingest.TestAgent;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ISSUER = "https://kubernetes.default.svc";
    private static final String SUBJECT = "system:serviceaccount:bellwether-agents:main-agent";

    private static RSAKey rsa;
    private static ECKey curve;

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private Path keys;
    private AgentTokenVerifier verifier;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
    }

    @BeforeEach
    void start() throws Exception {
        keys = directory.resolve("jwks.json");
        write(rsa, curve);
        verifier = new AgentTokenVerifier(
                new AgentTokens(keys, ISSUER, "bellwether", SUBJECT), Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
    }

    private void write(JWK... known) throws Exception {
        Files.writeString(keys, new JWKSet(List.of(known)).toString());
    }

    /** As a kubelet projects it. */
    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(SUBJECT)
                .audience("bellwether")
                .issueTime(Date.from(NOW.minusSeconds(60)))
                .notBeforeTime(Date.from(NOW.minusSeconds(60)))
                .expirationTime(Date.from(NOW.plusSeconds(3_000)))
                .claim(
                        "kubernetes.io",
                        Map.of(
                                "namespace",
                                "bellwether-agents",
                                "node",
                                Map.of("name", "node-1", "uid", "u"),
                                "pod",
                                Map.of("name", "main-agent-x")));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, JWSSigner signer)
            throws Exception {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(claims, JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa));
    }

    @Test
    void aTokenOfTheClusterNamesItsNodeAndNoOther() throws Exception {
        Optional<Principal> principal = verifier.verify(signed(claims().build()));
        assertThat(principal).isPresent();
        assertThat(principal.get().mayUse("node-1")).isTrue();
        assertThat(principal.get().mayUse("node-2")).isFalse();
        assertThat(principal.get().tenant()).isEmpty();
    }

    @Test
    void ellipticCurvesAreKnownToo() throws Exception {
        assertThat(verifier.verify(signed(claims().build(), JWSAlgorithm.ES256, "curve", new ECDSASigner(curve))))
                .isPresent();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("another issuer", claims -> claims.issuer("https://elsewhere")),
                wrong("no issuer", claims -> claims.issuer(null)),
                wrong("another audience", claims -> claims.audience("https://kubernetes.default.svc")),
                wrong("another subject", claims -> claims.subject("system:serviceaccount:default:default")),
                wrong("expired", claims -> claims.expirationTime(Date.from(NOW.minusSeconds(31)))),
                wrong("without an end", claims -> claims.expirationTime(null)),
                wrong("not valid yet", claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(31)))),
                wrong("of no node", claims -> claims.claim("kubernetes.io", Map.of("namespace", "n"))),
                wrong("without the cluster's claim", claims -> claims.claim("kubernetes.io", null)),
                wrong(
                        "of a node that is a pattern",
                        claims -> claims.claim("kubernetes.io", Map.of("node", Map.of("name", "*")))));
    }

    private static Arguments wrong(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aTokenThatIsNotMeantForThisProvesNothing(String name, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        assertThat(verifier.verify(signed(change.apply(claims()).build())))
                .as(name)
                .isEmpty();
    }

    @Test
    void clocksMayDifferByHalfAMinute() throws Exception {
        assertThat(verifier.verify(signed(claims().expirationTime(Date.from(NOW.minusSeconds(29)))
                        .notBeforeTime(Date.from(NOW.minusSeconds(3_000)))
                        .build())))
                .isPresent();
        assertThat(verifier.verify(signed(
                        claims().notBeforeTime(Date.from(NOW.plusSeconds(29))).build())))
                .isPresent();
    }

    @Test
    void aSignatureOfAnotherKeyProvesNothing() throws Exception {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        assertThat(verifier.verify(signed(claims().build(), JWSAlgorithm.RS256, "rsa", new RSASSASigner(stranger))))
                .isEmpty();
        assertThat(verifier.verify(signed(claims().build(), JWSAlgorithm.RS256, "unknown", new RSASSASigner(rsa))))
                .isEmpty();
    }

    @Test
    void aTokenThatIsNotSignedOrSignedWithThePublicKeyAsASecretProvesNothing() throws Exception {
        assertThat(verifier.verify(new PlainJWT(claims().build()).serialize())).isEmpty();
        byte[] publicKey = rsa.toPublicKey().getEncoded();
        assertThat(verifier.verify(signed(claims().build(), JWSAlgorithm.HS256, "rsa", new MACSigner(publicKey))))
                .isEmpty();
        assertThat(verifier.verify("no token")).isEmpty();
        assertThat(verifier.verify("a.b.c")).isEmpty();
        assertThat(verifier.verify("x".repeat(100_000))).isEmpty();
    }

    @Test
    void keysThatAreExchangedHoldSoonAfterwards() throws Exception {
        // given
        RSAKey next = new RSAKeyGenerator(2048).keyID("next").generate();
        String token = signed(claims().build(), JWSAlgorithm.RS256, "next", new RSASSASigner(next));
        assertThat(verifier.verify(token)).isEmpty();

        // when
        write(next);
        nanos.addAndGet(3_000_000_000L);

        // then
        assertThat(verifier.verify(token)).isPresent();
        assertThat(verifier.verify(signed(claims().build()))).isEmpty();
    }

    @Test
    void anAgentComesInUnderTheNameOfItsNodeAndNoOther() throws Exception {
        // given
        Date end = Date.from(Instant.now().plusSeconds(600));
        String token = signed(claims().notBeforeTime(null).expirationTime(end).build());
        try (Pipeline pipeline = new Pipeline()) {
            Gateway gateway = pipeline.startGateway(
                    GatewayConfig.LOCAL.withAgentTokens(new AgentTokens(keys, ISSUER, "bellwether", SUBJECT)));

            // when, then
            try (TestAgent agent = new TestAgent(gateway.grpcPort(), token)) {
                agent.send(whole(batch("node-1", 1, 1, block("m", 2))));
                assertThat(agent.shortAnswer()).isEqualTo("ack 1");
            }
            try (TestAgent agent = new TestAgent(gateway.grpcPort(), token)) {
                agent.send(whole(batch("node-2", 1, 1, block("m", 2))));
                assertThat(agent.awaitEnd().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            }
            try (TestAgent agent = new TestAgent(gateway.grpcPort(), token + "x")) {
                assertThat(agent.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            }
            try (TestAgent agent = new TestAgent(gateway.grpcPort())) {
                assertThat(agent.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            }
        }
    }

    @Test
    void aFileWithoutKeysIsNamed() throws Exception {
        Files.writeString(keys, "{\"keys\": []}");
        assertThatThrownBy(() ->
                        new AgentTokenVerifier(new AgentTokens(keys, ISSUER, "bellwether", SUBJECT), Clock.systemUTC()))
                .hasMessageContaining(keys + " holds no key");
        Files.writeString(keys, "keys");
        assertThatThrownBy(() ->
                        new AgentTokenVerifier(new AgentTokens(keys, ISSUER, "bellwether", SUBJECT), Clock.systemUTC()))
                .hasMessageContaining(keys + " is no JSON Web Key Set");
    }
}
