package dev.bellwether.agent.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key from a PEM file: PKCS #8 (RSA, EC, Ed25519) without a password, or RSA's older PKCS #1. */
final class PemPrivateKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** Version 0 and the algorithm rsaEncryption, as they stand before the key in PKCS #8. */
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemPrivateKey() {}

    /** @throws IOException where the file holds no such key; never says what it holds */
    static PrivateKey read(Path file) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(file));
        if (!matcher.find()) {
            throw new IOException(file + " holds no private key in PEM that can be used; "
                    + "\"BEGIN PRIVATE KEY\" (PKCS #8) or \"BEGIN RSA PRIVATE KEY\" is needed");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
        if (matcher.group(1).startsWith("RSA")) {
            encoded = wrapRsa(encoded);
        }
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                continue;
            }
        }
        throw new IOException(
                file + " holds a private key of a kind that cannot be used; RSA, EC or Ed25519 is needed");
    }

    private static byte[] wrapRsa(byte[] key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA_PREFIX);
        element(inner, 0x04, key);
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        element(outer, 0x30, inner.toByteArray());
        return outer.toByteArray();
    }

    private static void element(ByteArrayOutputStream target, int tag, byte[] contents) {
        target.write(tag);
        if (contents.length < 0x80) {
            target.write(contents.length);
        } else {
            target.write(0x82);
            target.write(contents.length >>> 8);
            target.write(contents.length);
        }
        target.writeBytes(contents);
    }
}
