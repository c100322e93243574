package dev.bellwether.agent.config;

import dev.bellwether.agent.config.yaml.ConfigMapping;
import dev.bellwether.agent.config.yaml.ValueKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code send}. */
final class SendSection {
    private SendSection() {}

    static SendConfig read(ConfigMapping section) {
        SendConfig defaults = SendConfig.DEFAULT;
        ValueKind<Path> path = ValueKind.path(section.source().directory());
        ValueKind<Duration> duration = ValueKind.DURATION_ABOVE_ZERO;
        URI endpoint = section.get(
                "endpoint",
                address("grpc://host:port or grpcs://host:port", List.of("grpc", "grpcs"), true),
                defaults.endpoint());
        Optional<URI> httpEndpoint = section.find(
                "httpEndpoint", address("http://host:port or https://host:port", List.of("http", "https"), false));
        SendConfig.SendTls tls = tls(section.mapping("tls"), path);
        Optional<Path> tokenFile = section.find("tokenFile", path);
        long window = section.get("window", ValueKind.number(1, SendConfig.MAX_WINDOW), (long) defaults.window());
        SendConfig.Compression compression =
                section.get("compression", ValueKind.oneOf(SendConfig.Compression.class), defaults.compression());
        SendConfig config = new SendConfig(
                endpoint,
                httpEndpoint.orElse(null),
                tls,
                tokenFile.orElse(null),
                (int) window,
                compression,
                section.get("connectTimeout", duration, defaults.connectTimeout()),
                section.get("acknowledgeTimeout", duration, defaults.acknowledgeTimeout()),
                section.get("maxReconnectDelay", duration, defaults.maxReconnectDelay()),
                section.get("flushTimeout", duration, defaults.flushTimeout()));
        section.finish();
        return config;
    }

    private static SendConfig.SendTls tls(ConfigMapping section, ValueKind<Path> path) {
        Optional<Path> caFile = section.find("caFile", path);
        Optional<Path> certFile = section.find("certFile", path);
        Optional<Path> keyFile = section.find("keyFile", path);
        Optional<String> serverName = section.find("serverName", ValueKind.NAME);
        section.finish();
        return section.build(() -> new SendConfig.SendTls(
                        caFile.orElse(null), certFile.orElse(null), keyFile.orElse(null), serverName.orElse(null)))
                .orElse(SendConfig.SendTls.NONE);
    }

    private static ValueKind<URI> address(String allowed, List<String> schemes, boolean portNeeded) {
        return new ValueKind<>(allowed, text -> {
            try {
                URI uri = URI.create(text);
                boolean fits = uri.getScheme() != null
                        && schemes.contains(uri.getScheme())
                        && uri.getHost() != null
                        && (uri.getPort() > 0 || !portNeeded)
                        && uri.getPort() <= 65_535
                        && uri.getUserInfo() == null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
                return fits ? Optional.of(uri) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }
}
