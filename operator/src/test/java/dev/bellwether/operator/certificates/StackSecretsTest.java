package dev.bellwether.operator.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.operator.certificates.StackSecrets.WantedSecret;
import dev.bellwether.operator.desired.Component;
import dev.bellwether.operator.desired.Facts.LogCluster;
import dev.bellwether.operator.desired.StackNames;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StackSecretsTest {
    private static final StackNames NAMES = new StackNames("main", "bellwether");
    private static final LogCluster NEW_LOG = new LogCluster("", 8, 4, 3);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final Map<String, Map<String, String>> present = new HashMap<>();
    private final SettableClock clock = new SettableClock();
    private final StackSecrets secrets = new StackSecrets(CertificatePolicy.USUAL, new SecureRandom(), clock);

    @Test
    void whatWasMadeOnceStaysAsItIs() {
        // given
        renew();
        Map<String, Map<String, String>> first = new HashMap<>(present);

        // when
        renew();

        // then
        assertThat(present).isEqualTo(first);
        assertThat(present.get("main-database")).containsOnlyKeys("username", "password");
        assertThat(present.get("main-kafka-cluster")).containsEntry("samplePartitions", "8");
        assertThat(secret("main-kafka-cluster").get("id")).hasSize(22).doesNotStartWith("-");
        assertThat(secret("main-sealing").get("key")).matches("[0-9a-f]{8} [A-Za-z0-9+/]{43}=\n");
    }

    @Test
    void componentsTrustEachOtherByTheirNames() throws GeneralSecurityException {
        // given
        renew();

        // when
        Parts kafka = secret("main-kafka-tls");
        X509Certificate certificate =
                certificates(kafka.get("tls.crt")).iterator().next();

        // then
        trust(secret("main-writer-tls").get("ca.crt"), certificate);
        assertThat(LeafSecret.hosts(certificate))
                .contains(
                        "main-kafka.bellwether.svc",
                        "main-kafka-0.main-kafka-nodes.bellwether.svc",
                        "main-kafka-2.main-kafka-nodes.bellwether.svc.cluster.local");
        assertThat(kafka.get("tls.key")).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(kafka.get("keystore.pem")).isEqualTo(kafka.get("tls.key") + kafka.get("tls.crt"));
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void aCertificateIsRenewedWhenAThirdOfItsLifeIsLeft() {
        // given
        renew();
        String first = secret("main-query-tls").get("tls.crt");

        // when
        clock.now = START.plus(Duration.ofDays(59));
        renew();
        String before = secret("main-query-tls").get("tls.crt");
        clock.now = START.plus(Duration.ofDays(61));
        renew();
        String after = secret("main-query-tls").get("tls.crt");

        // then
        assertThat(before).isEqualTo(first);
        assertThat(after).isNotEqualTo(first);
    }

    @Test
    void aNewAuthorityIsTrustedBeforeItSignsAndTheOldOneUntilItsEnd() throws GeneralSecurityException {
        // given
        renew();
        clock.now = START.plus(Duration.ofDays(700));
        renew();
        Parts unchanged = secret("main-writer-tls");

        // when: a third is left
        clock.now = START.plus(Duration.ofDays(731));
        renew();
        Parts announced = secret("main-writer-tls");
        clock.now = clock.now.plus(Duration.ofDays(2));
        renew();
        Parts signed = secret("main-writer-tls");

        // then
        assertThat(certificates(unchanged.get("ca.crt"))).hasSize(1);
        assertThat(announced.get("tls.crt")).isEqualTo(unchanged.get("tls.crt"));
        assertThat(certificates(announced.get("ca.crt"))).hasSize(2);
        assertThat(signed.get("tls.crt")).isNotEqualTo(unchanged.get("tls.crt"));
        assertThat(certificates(signed.get("ca.crt"))).hasSize(2);
        // Whoever has the pods of before trusts those of now, and the other way round.
        trust(
                announced.get("ca.crt"),
                certificates(signed.get("tls.crt")).iterator().next());
        trust(
                signed.get("ca.crt"),
                certificates(announced.get("tls.crt")).iterator().next());

        // when: the old one has ended
        clock.now = START.plus(Duration.ofDays(1100));
        renew();

        // then
        assertThat(certificates(secret("main-writer-tls").get("ca.crt"))).hasSize(1);
    }

    @Test
    void aDamagedCertificateIsMadeAnew() {
        // given
        renew();
        present.put("main-gateway-tls", Map.of("tls.crt", "nonsense", "tls.key", "nonsense"));

        // when
        renew();

        // then
        assertThat(secret("main-gateway-tls").get("tls.crt")).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aDamagedPasswordIsNamedAndNotWrittenOver() {
        // given
        renew();
        present.put("main-database", Map.of("username", "bellwether"));

        // then
        assertThatThrownBy(this::renew)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Secret main-database is damaged: its key password is missing");
    }

    @Test
    void dataOutlivesTheStackAndItsCertificatesDoNot() {
        assertThat(secrets.wanted(NAMES, NEW_LOG, name -> Map.of()))
                .filteredOn(WantedSecret::kept)
                .extracting(WantedSecret::name)
                .containsExactlyInAnyOrder("main-database", "main-sealing", "main-kafka-cluster", "main-ca");
    }

    @Test
    void everyComponentButTheAgentsHasACertificate() {
        // when
        renew();

        // then
        for (Component component : Component.values()) {
            assertThat(present.containsKey(NAMES.tls(component))).isEqualTo(component != Component.AGENT);
        }
        assertThat(present).containsKey("main-operator-tls");
    }

    private void renew() {
        secrets.wanted(NAMES, NEW_LOG, name -> present.getOrDefault(name, Map.of()))
                .forEach(wanted -> present.put(wanted.name(), wanted.data()));
    }

    @SuppressWarnings("unchecked")
    private static Collection<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return (Collection<X509Certificate>) CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    /** By the JDK's own rules, but for the time, which is the test's. */
    private void trust(String authorities, X509Certificate certificate) throws GeneralSecurityException {
        certificate.checkValidity(java.util.Date.from(clock.now));
        GeneralSecurityException last = null;
        for (X509Certificate authority : certificates(authorities)) {
            try {
                certificate.verify(authority.getPublicKey());
                return;
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last == null ? new GeneralSecurityException("no authority") : last;
    }

    private static final class SettableClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** What a Secret holds; a part that is asked for is there. */
    private record Parts(Map<String, String> texts) {
        String get(String key) {
            return Objects.requireNonNull(texts.get(key), key);
        }
    }

    private Parts secret(String name) {
        return new Parts(Objects.requireNonNull(present.get(name), name));
    }
}
