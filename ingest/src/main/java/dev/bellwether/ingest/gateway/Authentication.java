package dev.bellwether.ingest.gateway;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a sender is: by its bearer token, else by the client certificate that TLS has verified (common name: the
 * agent id, organisation: the tenant). Where neither is set up, everybody on this machine may send. Safe for use by many
 * threads.
 */
final class Authentication {
    private static final String BEARER = "bearer ";

    private final @Nullable CredentialFile credentials;
    private final boolean certificates;

    Authentication(GatewayConfig config) {
        this.credentials = config.credentials().map(CredentialFile::new).orElse(null);
        this.certificates = config.tls().flatMap(TlsFiles::clientAuthorities).isPresent();
    }

    /**
     * Who sends.
     *
     * @param authorization the header of that name, or null
     * @param peer the certificates that TLS has verified, the peer's own first; empty where it showed none
     * @return empty where nobody is known by these
     */
    Optional<Principal> authenticate(@Nullable String authorization, Certificate[] peer) {
        CredentialFile tokens = credentials;
        if (tokens != null && authorization != null && isBearer(authorization)) {
            return Optional.ofNullable(
                    tokens.find(authorization.substring(BEARER.length()).strip()));
        }
        if (certificates && peer.length > 0 && peer[0] instanceof X509Certificate certificate) {
            return fromCertificate(certificate);
        }
        return tokens == null && !certificates ? Optional.of(Principal.LOCAL) : Optional.empty();
    }

    private static boolean isBearer(String authorization) {
        return authorization.length() > BEARER.length()
                && authorization
                        .substring(0, BEARER.length())
                        .toLowerCase(Locale.ROOT)
                        .equals(BEARER);
    }

    private static Optional<Principal> fromCertificate(X509Certificate certificate) {
        try {
            String commonName = "";
            String organisation = "";
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    commonName = part.getValue().toString();
                } else if (part.getType().equalsIgnoreCase("O")) {
                    organisation = part.getValue().toString();
                }
            }
            if (commonName.isBlank() || commonName.contains("*")) {
                return Optional.empty();
            }
            return Optional.of(new Principal("certificate " + commonName, organisation, List.of(commonName)));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
