package dev.bellwether.operator.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The Secret of one component: certificate, key, both in one file for Kafka's clients, and whom to trust. */
final class LeafSecret {
    private LeafSecret() {}

    static Map<String, String> data(KeyedCertificate leaf, Authority authority) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("ca.crt", authority.bundle());
        data.put("tls.crt", leaf.certificatePem());
        data.put("tls.key", leaf.keyPem());
        data.put("keystore.pem", leaf.keyPem() + leaf.certificatePem());
        return data;
    }

    /** The data as it should be: what is there where it is still good, trust renewed or a new certificate where not. */
    static Map<String, String> renewed(
            Map<String, String> present,
            Authority authority,
            CertificateMaker maker,
            String name,
            List<String> hosts,
            CertificatePolicy policy,
            Instant now) {
        KeyedCertificate leaf = good(present, authority, hosts, now)
                ? KeyedCertificate.read(present.getOrDefault("tls.crt", ""), present.getOrDefault("tls.key", ""))
                : maker.leaf(authority.current(), name, hosts, policy.leafLife());
        return data(leaf, authority);
    }

    private static boolean good(Map<String, String> present, Authority authority, List<String> hosts, Instant now) {
        try {
            KeyedCertificate leaf =
                    KeyedCertificate.read(present.getOrDefault("tls.crt", ""), present.getOrDefault("tls.key", ""));
            leaf.certificate().verify(authority.current().certificate().getPublicKey());
            return !leaf.isDue(now) && hosts(leaf.certificate()).equals(new TreeSet<>(hosts));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Absent, damaged, or signed by another authority: in each case there must be a new one.
            return false;
        }
    }

    static Set<String> hosts(X509Certificate certificate) throws CertificateParsingException {
        Set<String> hosts = new TreeSet<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names != null) {
            names.forEach(name -> hosts.add(Objects.toString(name.get(1))));
        }
        return hosts;
    }
}
