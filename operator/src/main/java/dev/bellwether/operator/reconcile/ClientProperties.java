package dev.bellwether.operator.reconcile;

import dev.bellwether.crds.SecretKey;
import dev.bellwether.operator.desired.InvalidStackException;
import dev.bellwether.operator.desired.StackNames;
import dev.bellwether.operator.desired.StackSettings;
import dev.bellwether.operator.desired.StackSettings.Log;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Settings of Kafka's clients with keys and certificates in them as PEM, for those who have no files mounted. */
final class ClientProperties {
    private ClientProperties() {}

    /** Those of the operator itself. */
    static Map<String, String> ofOperator(StackSettings settings, Secrets secrets) {
        StackNames names = settings.names();
        return switch (settings.log()) {
            case Log.Managed managed -> {
                Map<String, String> own = secrets.read(names.operatorTls());
                yield mutualTls(
                        own.getOrDefault("tls.key", ""),
                        own.getOrDefault("tls.crt", ""),
                        own.getOrDefault("ca.crt", ""));
            }
            case Log.Strimzi strimzi -> strimzi(names, secrets);
            case Log.External external ->
                external.propertiesSecret().map(secret -> read(secret, secrets)).orElse(Map.of());
        };
    }

    /** The file for the components of a stack whose Kafka Strimzi runs; empty while Strimzi has not made its keys. */
    static Optional<String> ofStrimzi(StackSettings settings, Secrets secrets) {
        if (!(settings.log() instanceof Log.Strimzi)
                || secrets.read(settings.names().strimziUser()).isEmpty()
                || secrets.read(settings.names().strimziAuthority()).isEmpty()) {
            return Optional.empty();
        }
        StringBuilder file = new StringBuilder();
        strimzi(settings.names(), secrets)
                .forEach((name, value) -> file.append(name)
                        .append('=')
                        .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                        .append('\n'));
        return Optional.of(file.toString());
    }

    private static Map<String, String> strimzi(StackNames names, Secrets secrets) {
        Map<String, String> user = secrets.read(names.strimziUser());
        return mutualTls(
                user.getOrDefault("user.key", ""),
                user.getOrDefault("user.crt", ""),
                secrets.read(names.strimziAuthority()).getOrDefault("ca.crt", ""));
    }

    private static Map<String, String> mutualTls(String key, String certificate, String authorities) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("security.protocol", "SSL");
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.key", key);
        properties.put("ssl.keystore.certificate.chain", certificate);
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", authorities);
        return properties;
    }

    private static Map<String, String> read(SecretKey secret, Secrets secrets) {
        String file = secrets.read(secret.name()).getOrDefault(secret.key(), "");
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidStackException("spec.kafka.external.propertiesSecret names the key " + secret.key()
                    + " of Secret " + secret.name() + ", which is no properties file");
        }
        Map<String, String> read = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name, "")));
        return read;
    }
}
