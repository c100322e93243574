package dev.bellwether.agent.scrape.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A key and its self-signed certificate, made by the JDK's keytool. */
record TestCertificates(KeyStore store, PrivateKey key, X509Certificate certificate) {
    static final char[] PASSWORD = "changeit".toCharArray();

    static TestCertificates generate(Path directory, String name, String algorithm, String... options)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                algorithm,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=" + name,
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(java.util.List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new TestCertificates(
                store, (PrivateKey) store.getKey("test", PASSWORD), (X509Certificate) store.getCertificate("test"));
    }

    Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
        return writePem(file, "CERTIFICATE", certificate.getEncoded());
    }

    Path writeKey(Path file) throws IOException {
        return writePem(file, "PRIVATE KEY", key.getEncoded());
    }

    static Path writePem(Path file, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file,
                "Some words before.\n-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
