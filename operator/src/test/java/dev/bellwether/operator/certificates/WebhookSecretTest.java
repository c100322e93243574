package dev.bellwether.operator.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> HOSTS = List.of("operator.system.svc");

    private static Map<String, String> renewed(Map<String, String> present, Instant now) {
        return WebhookSecret.renewed(
                present, HOSTS, CertificatePolicy.USUAL, new SecureRandom(), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void whatIsGoodStays() {
        Map<String, String> made = renewed(Map.of(), NOW);
        assertThat(renewed(made, NOW.plus(Duration.ofDays(30)))).isEqualTo(made);
    }

    @Test
    void aCertificateIsRenewedInTimeUnderTheSameAuthority() {
        // given
        Map<String, String> made = renewed(Map.of(), NOW);

        // when
        Map<String, String> later = renewed(made, NOW.plus(Duration.ofDays(70)));

        // then
        assertThat(later.get("tls.crt")).isNotEqualTo(made.get("tls.crt"));
        assertThat(WebhookSecret.trusted(later)).isEqualTo(WebhookSecret.trusted(made));
    }

    @Test
    void whatIsDamagedIsMadeAnew() {
        // given
        Map<String, String> damaged = new java.util.HashMap<>(renewed(Map.of(), NOW));
        damaged.put("authority.ca.key", "nonsense");

        // when
        Map<String, String> made = renewed(damaged, NOW);

        // then
        assertThat(WebhookSecret.trusted(made)).isNotEqualTo(damaged.get("ca.crt"));
        assertThat(renewed(made, NOW)).isEqualTo(made);
    }

    @Test
    void theCertificateIsForTheServiceAndCanBeShown() throws Exception {
        // given
        Map<String, String> made = renewed(Map.of(), NOW);

        // when
        var manager = WebhookSecret.keyManager(made);
        String alias = manager.chooseEngineServerAlias("EC", null, null);

        // then
        assertThat(LeafSecret.hosts(manager.getCertificateChain(alias)[0])).containsExactly("operator.system.svc");
    }
}
