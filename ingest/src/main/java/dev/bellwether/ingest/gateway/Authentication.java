package dev.bellwether.ingest.gateway;

import dev.bellwether.process.TlsFiles;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a sender is: by its bearer token, which stands in the file of credentials or was issued by the cluster for a
 * node's agent, else by the client certificate that TLS has verified (common name: the agent id, organisation: the tenant). Where neither is set up, everybody on this machine may send. Safe for use by many
 * threads.
 */
final class Authentication {
    private static final String BEARER = "bearer ";

    private final @Nullable CredentialFile credentials;
    private final @Nullable AgentTokenVerifier agentTokens;
    private final boolean certificates;

    Authentication(GatewayConfig config, Clock clock) {
        this.credentials = config.credentials().map(CredentialFile::new).orElse(null);
        this.agentTokens = config.agentTokens()
                .map(tokens -> new AgentTokenVerifier(tokens, clock))
                .orElse(null);
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
        boolean tokensAreKnown = credentials != null || agentTokens != null;
        if (tokensAreKnown && authorization != null && isBearer(authorization)) {
            return byToken(authorization.substring(BEARER.length()).strip());
        }
        if (certificates && peer.length > 0 && peer[0] instanceof X509Certificate certificate) {
            return fromCertificate(certificate);
        }
        return !tokensAreKnown && !certificates ? Optional.of(Principal.LOCAL) : Optional.empty();
    }

    private Optional<Principal> byToken(String token) {
        CredentialFile listed = credentials;
        Principal principal = listed == null ? null : listed.find(token);
        AgentTokenVerifier verifier = agentTokens;
        if (principal == null && verifier != null) {
            return verifier.verify(token);
        }
        return Optional.ofNullable(principal);
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
