package dev.bellwether.agent.scrape.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from PEM files (RFC 7468): PKCS#8, PKCS#1 and SEC 1, not encrypted. */
final class PemFiles {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC_KEY_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private record Block(String label, byte[] content) {}

    private PemFiles() {}

    /** Every certificate of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label.equals("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content)));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException("tls_config: " + file + " has no certificate in PEM");
        }
        return certificates;
    }

    /** The first private key of a file. */
    static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        for (Block block : blocks(file)) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return key(block.content, file);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(pkcs8(RSA_ALGORITHM, block.content), file);
                }
                case "EC PRIVATE KEY" -> {
                    byte[] algorithm = der(0x30, EC_KEY_OID, curve(block.content, file));
                    return key(pkcs8(algorithm, block.content), file);
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IOException(
                            "tls_config: the key in " + file + " is encrypted, allowed is one that is not");
                default -> {}
            }
        }
        throw new IOException("tls_config: " + file + " has no private key in PEM");
    }

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException("tls_config: " + file + " has a block that is not in base64", e);
            }
        }
        return blocks;
    }

    private static PrivateKey key(byte[] pkcs8, Path file) throws IOException, GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Not this algorithm: the next one says.
            }
        }
        throw new IOException("tls_config: the key in " + file + " is none of RSA, EC and EdDSA");
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(0x30, VERSION_0, algorithm, der(0x04, key));
    }

    /** The curve's identifier, which SEC 1 keeps in the field with tag 0 behind version and key. */
    private static byte[] curve(byte[] sec1, Path file) throws IOException {
        int position = 1;
        position += lengthBytes(sec1, position);
        while (position + 2 < sec1.length) {
            int tag = sec1[position] & 0xff;
            int length = length(sec1, position + 1);
            int content = position + 1 + lengthBytes(sec1, position + 1);
            if (length < 0 || content + length > sec1.length) {
                break;
            }
            if (tag == 0xa0) {
                return Arrays.copyOfRange(sec1, content, content + length);
            }
            position = content + length;
        }
        throw new IOException("tls_config: the key in " + file + " does not name its curve");
    }

    private static int lengthBytes(byte[] der, int position) {
        return position < der.length && der[position] < 0 ? 1 + (der[position] & 0x7f) : 1;
    }

    private static int length(byte[] der, int position) {
        int count = lengthBytes(der, position) - 1;
        if (count == 0) {
            return der[position];
        }
        int length = 0;
        for (int i = 1; i <= count && i <= 3 && position + i < der.length; i++) {
            length = length << 8 | der[position + i] & 0xff;
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < 0x80) {
            whole.write(length);
        } else {
            whole.write(0x82);
            whole.write(length >> 8);
            whole.write(length);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
