package dev.bellwether.operator.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stack's authority. When a third of its life is left a new one is announced: everybody trusts both, the old one still
 * signs. A day later, when every pod has read that, the new one signs and certificates are renewed; the old one stays
 * trusted until its end. So at no time is there a pod that does not trust another.
 *
 * @param current signs
 * @param next is trusted already and will sign
 * @param previous is trusted still
 */
record Authority(KeyedCertificate current, Optional<KeyedCertificate> next, Optional<X509Certificate> previous) {
    private static final String NAME = "Bellwether authority of ";

    static Authority create(CertificateMaker maker, String stack, CertificatePolicy policy) {
        return new Authority(maker.authority(NAME + stack, policy.authorityLife()), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the data of a Secret.
     *
     * @throws IllegalArgumentException where it is damaged
     */
    static Authority read(Map<String, String> data) {
        Optional<KeyedCertificate> next = data.containsKey("next.crt")
                ? Optional.of(KeyedCertificate.read(data.get("next.crt"), data.getOrDefault("next.key", "")))
                : Optional.empty();
        return new Authority(
                KeyedCertificate.read(data.getOrDefault("ca.crt", ""), data.getOrDefault("ca.key", "")),
                next,
                Optional.ofNullable(data.get("previous.crt")).map(KeyedCertificate::certificate));
    }

    Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("ca.crt", current.certificatePem());
        data.put("ca.key", current.keyPem());
        next.ifPresent(announced -> {
            data.put("next.crt", announced.certificatePem());
            data.put("next.key", announced.keyPem());
        });
        previous.ifPresent(old -> data.put("previous.crt", KeyedCertificate.pem(old)));
        return data;
    }

    /** This authority as it should be now; itself where nothing is due. */
    Authority advanced(CertificateMaker maker, String stack, CertificatePolicy policy, Instant now) {
        Authority result = this;
        if (result.previous
                .filter(old -> old.getNotAfter().toInstant().isBefore(now))
                .isPresent()) {
            result = new Authority(result.current, result.next, Optional.empty());
        }
        if (result.next.isPresent() && isAnnounced(result.next.get(), policy.announcement(), now)) {
            result = new Authority(result.next.get(), Optional.empty(), Optional.of(result.current.certificate()));
        }
        if (result.next.isEmpty() && result.current.isDue(now)) {
            result = new Authority(
                    result.current,
                    Optional.of(maker.authority(NAME + stack, policy.authorityLife())),
                    result.previous);
        }
        return result;
    }

    private static boolean isAnnounced(KeyedCertificate next, Duration announcement, Instant now) {
        return !now.isBefore(next.begin().plus(announcement));
    }

    /** Everything that is to be trusted, PEM. */
    String bundle() {
        StringBuilder bundle = new StringBuilder(current.certificatePem());
        next.ifPresent(announced -> bundle.append(announced.certificatePem()));
        previous.ifPresent(old -> bundle.append(KeyedCertificate.pem(old)));
        return bundle.toString();
    }
}
