package dev.bellwether.agent.config;

import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.agent.config.yaml.ValueKind;
import dev.bellwether.agent.scrape.settings.Credentials;
import dev.bellwether.agent.scrape.settings.HttpSettings;
import dev.bellwether.agent.scrape.settings.Secret;
import dev.bellwether.agent.scrape.settings.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the HTTP settings of a scrape config: {@code basic_auth}, {@code authorization}, {@code tls_config} and so on. */
final class HttpSection {
    private HttpSection() {}

    static HttpSettings read(ConfigMapping section) {
        ValueKind<Path> path = ValueKind.path(section.source().directory());
        Optional<Credentials> basic = basic(section.mapping("basic_auth"), path);
        Optional<Credentials> authorization = authorization(section.mapping("authorization"), path);
        if (basic.isPresent() && authorization.isPresent()) {
            section.report("authorization", "found beside basic_auth, allowed is one of them");
        }
        return new HttpSettings(
                basic.or(() -> authorization).orElse(null),
                tls(section.mapping("tls_config"), path),
                section.get("follow_redirects", ValueKind.BOOLEAN, true),
                section.get("enable_compression", ValueKind.BOOLEAN, true));
    }

    private static Optional<Credentials> basic(ConfigMapping section, ValueKind<Path> path) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        Optional<Secret> username = secret(section, "username", path);
        Optional<Secret> password = secret(section, "password", path);
        section.finish();
        return Optional.of(
                new Credentials.Basic(username.orElse(new Secret.Inline("")), password.orElse(new Secret.Inline(""))));
    }

    private static Optional<Credentials> authorization(ConfigMapping section, ValueKind<Path> path) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        String type = section.get("type", ValueKind.NAME, "Bearer");
        Optional<Secret> credentials = secret(section, "credentials", path);
        section.finish();
        if (credentials.isEmpty() && !section.has("credentials") && !section.has("credentials_file")) {
            section.report("credentials", "is missing, needed is credentials or credentials_file");
        }
        return section.build(() -> new Credentials.Authorization(type, credentials.orElse(new Secret.Inline(""))));
    }

    private static Optional<Secret> secret(ConfigMapping section, String key, ValueKind<Path> path) {
        Optional<Secret> inline = section.findSecret(key, ValueKind.TEXT).map(Secret.Inline::new);
        Optional<Secret> inFile = section.find(key + "_file", path).map(Secret.InFile::new);
        if (inline.isPresent() && inFile.isPresent()) {
            section.report(key + "_file", "found beside " + key + ", allowed is one of them");
        }
        return inFile.or(() -> inline);
    }

    private static TlsSettings tls(ConfigMapping section, ValueKind<Path> path) {
        Optional<Path> caFile = section.find("ca_file", path);
        Optional<Path> certFile = section.find("cert_file", path);
        Optional<Path> keyFile = section.find("key_file", path);
        Optional<String> serverName = section.find("server_name", ValueKind.NAME);
        boolean insecure = section.get("insecure_skip_verify", ValueKind.BOOLEAN, false);
        section.finish();
        return section.build(() -> new TlsSettings(
                        caFile.orElse(null),
                        certFile.orElse(null),
                        keyFile.orElse(null),
                        serverName.orElse(null),
                        insecure))
                .orElse(TlsSettings.DEFAULT);
    }
}
