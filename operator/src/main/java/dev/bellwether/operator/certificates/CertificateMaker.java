package dev.bellwether.operator.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates: elliptic keys of curve P-256, signed with ECDSA and SHA-256 (RFC 5280). Safe for use by many threads. */
final class CertificateMaker {
    /** Clocks differ: what is made now is good already for who is a little behind. */
    private static final Duration BACKDATED = Duration.ofMinutes(10);

    private static final int SERIAL_BITS = 127;

    private final SecureRandom random;
    private final Clock clock;

    CertificateMaker(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** An authority that signs for itself. */
    KeyedCertificate authority(String name, Duration life) {
        KeyPair pair = keyPair();
        X500Principal subject =
                new X500Principal("CN=" + name + " " + serial().toString(16).substring(0, 8));
        try {
            X509v3CertificateBuilder builder = builder(subject, subject, pair, life)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return signed(builder, pair, pair.getPrivate());
        } catch (IOException e) {
            throw new IllegalStateException("a certificate's extensions cannot be encoded", e);
        }
    }

    /** A certificate for a component, which is both server and client. */
    KeyedCertificate leaf(KeyedCertificate authority, String name, List<String> hosts, Duration life) {
        KeyPair pair = keyPair();
        try {
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            GeneralName[] names = hosts.stream()
                    .map(host -> new GeneralName(GeneralName.dNSName, host))
                    .toArray(GeneralName[]::new);
            X509v3CertificateBuilder builder = builder(
                            authority.certificate().getSubjectX500Principal(),
                            new X500Principal("CN=" + name),
                            pair,
                            life)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            utils.createAuthorityKeyIdentifier(authority.certificate()));
            return signed(builder, pair, authority.key());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate's extensions cannot be encoded", e);
        }
    }

    private X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair pair, Duration life)
            throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            return new JcaX509v3CertificateBuilder(
                            issuer,
                            serial(),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(life)),
                            subject,
                            pair.getPublic())
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-1, of which key identifiers are made", e);
        }
    }

    private KeyedCertificate signed(X509v3CertificateBuilder builder, KeyPair pair, PrivateKey signer) {
        try {
            return new KeyedCertificate(
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))),
                    pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate cannot be signed: " + e.getMessage(), e);
        }
    }

    private KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has the curve P-256", e);
        }
    }

    private BigInteger serial() {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    }
}
