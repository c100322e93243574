package dev.bellwether.operator.certificates;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate for a server of the operator's own, with an authority that signs for nobody else. Immutable; its text shows no key.
 *
 * @param authority the authority's certificate, PEM
 * @param certificate the server's, PEM
 * @param key its private key, PKCS #8, PEM
 */
public record ServingCertificate(String authority, String certificate, String key) {
    private static final Duration LIFE = Duration.ofDays(365);
    private static final int RENEWED_AFTER_PART = 3;

    /** Makes one. */
    public static ServingCertificate make(String name, List<String> hosts, Clock clock) {
        CertificateMaker maker = new CertificateMaker(new SecureRandom(), clock);
        KeyedCertificate authority = maker.authority(name, LIFE);
        KeyedCertificate leaf = maker.leaf(authority, name, hosts, LIFE);
        return new ServingCertificate(authority.certificatePem(), leaf.certificatePem(), leaf.keyPem());
    }

    /**
     * Whether it should be replaced: two thirds of its life are over.
     *
     * @throws IllegalArgumentException where it is no certificate
     */
    public boolean isOld(Instant now) {
        return now.isAfter(KeyedCertificate.certificate(certificate)
                .getNotAfter()
                .toInstant()
                .minus(LIFE.dividedBy(RENEWED_AFTER_PART)));
    }

    @Override
    public String toString() {
        return "ServingCertificate[]";
    }
}
