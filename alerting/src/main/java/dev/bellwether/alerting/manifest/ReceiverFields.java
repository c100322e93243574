package dev.bellwether.alerting.manifest;

import dev.bellwether.alerting.template.AlertmanagerFunctions;
import dev.bellwether.alerting.template.Template;
import dev.bellwether.alerting.template.TemplateException;
import dev.bellwether.alerting.template.TemplateFunctions;
import dev.bellwether.model.alert.HttpCredentials;
import dev.bellwether.model.alert.MessageTemplates;
import dev.bellwether.model.alert.SecretSource;
import dev.bellwether.promql.parser.PromqlDuration;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The settings of one receiver, read key by key. A secret stands in the key itself, or, better, the key with {@code From} at its
 * end says where it is: {@code tokenFrom: {file: /run/secrets/token}}, {@code {environment: TOKEN}}, or in Kubernetes {@code
 * {secretKeyRef: {name: chat, key: token}}}.
 */
final class ReceiverFields {
    private static final TemplateFunctions FUNCTIONS = AlertmanagerFunctions.of(Clock.systemUTC());

    private final String path;
    private final YamlMap map;
    private final YamlMap.Errors errors;

    ReceiverFields(String kind, YamlMap map, YamlMap.Errors errors) {
        this.path = "spec." + kind;
        this.map = map;
        this.errors = errors;
    }

    /** The node of an error, or another one where it is missing. */
    Node place(@Nullable Node node, Node otherwise) {
        return node == null ? otherwise : node;
    }

    void finish() {
        map.finish();
    }

    @Nullable
    String requiredText(String key) {
        return map.required(key);
    }

    String text(String key, String fallback) {
        String text = map.text(key);
        return text == null ? fallback : text;
    }

    <T> T value(String key, T fallback, Function<String, T> maker) {
        return map.value(key, fallback, maker);
    }

    Duration duration(String key, Duration fallback) {
        return map.value(key, fallback, PromqlDuration::parse);
    }

    URI address(String key, URI fallback) {
        return map.value(key, fallback, ReceiverFields::address);
    }

    /** Texts; empty where the key is missing. */
    List<String> list(String key) {
        return list(key, text -> text);
    }

    /** Addresses; empty where the key is missing. */
    List<URI> addresses(String key) {
        return list(key, ReceiverFields::address);
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason() + " at index " + e.getIndex(), e);
        }
    }

    private <T> List<T> list(String key, Function<String, T> maker) {
        Node node = map.node(key);
        List<T> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                String found = path + "." + key + " has " + YamlMap.describe(item);
                if (item instanceof ScalarNode scalar) {
                    try {
                        items.add(maker.apply(scalar.getValue()));
                    } catch (IllegalArgumentException e) {
                        errors.add(item, found + ": " + e.getMessage());
                    }
                } else {
                    errors.add(item, found + ", texts are needed");
                }
            }
        } else if (node != null) {
            errors.add(node, path + "." + key + " is " + YamlMap.describe(node) + ", a list of texts is needed");
        }
        return items;
    }

    /** A secret that must be there; null where it is not, which is an error. */
    @Nullable
    SecretSource required(String key) {
        if (!map.has(key) && !map.has(key + "From")) {
            map.node(key + "From");
            map.required(key);
            return null;
        }
        return secret(key);
    }

    /** A secret, null where it is missing or has an error. */
    @Nullable
    SecretSource secret(String key) {
        return secret(map, path, key);
    }

    private @Nullable SecretSource secret(YamlMap from, String prefix, String key) {
        Node place = from.node(key + "From");
        if (place == null) {
            Node node = from.node(key);
            String text = from.text(key);
            return text == null || node == null ? null : plain(node, prefix + "." + key, text);
        }
        if (from.has(key)) {
            from.node(key);
            errors.add(place, prefix + " has both " + key + " and " + key + "From, only one is allowed");
            return null;
        }
        return source(place, prefix + "." + key + "From");
    }

    private @Nullable SecretSource plain(Node place, String name, String text) {
        if (text.isBlank()) {
            errors.add(place, name + " is empty");
            return null;
        }
        return new SecretSource.Plain(text);
    }

    private @Nullable SecretSource source(Node place, String name) {
        YamlMap source = new YamlMap(name, place, place, errors);
        String file = source.text("file");
        String environment = source.text("environment");
        boolean secret = source.has("secretKeyRef");
        YamlMap secretKeyRef = source.map("secretKeyRef");
        String secretName = secret ? secretKeyRef.required("name") : null;
        String secretKey = secret ? secretKeyRef.required("key") : null;
        secretKeyRef.finish();
        source.finish();
        if ((file == null ? 0 : 1) + (environment == null ? 0 : 1) + (secret ? 1 : 0) != 1) {
            errors.add(place, name + " needs exactly one of file, environment and secretKeyRef");
            return null;
        }
        try {
            if (file != null) {
                return new SecretSource.File(Path.of(file));
            }
            if (environment != null) {
                return new SecretSource.Environment(environment);
            }
            return secretName == null || secretKey == null ? null : new SecretSource.SecretKey(secretName, secretKey);
        } catch (IllegalArgumentException e) {
            errors.add(place, name + (secret ? ".secretKeyRef." : ".") + e.getMessage());
            return null;
        }
    }

    /** Secrets by name, each a text or {@code {file: …}} or {@code {environment: …}}. */
    Map<String, SecretSource> secrets(String key) {
        YamlMap below = map.map(key);
        Map<String, SecretSource> secrets = new LinkedHashMap<>();
        for (String name : below.keys()) {
            Node node = Objects.requireNonNull(below.node(name));
            SecretSource secret = node instanceof ScalarNode scalar
                    ? plain(node, path + "." + key + "." + name, scalar.getValue())
                    : source(node, path + "." + key + "." + name);
            if (secret != null) {
                secrets.put(name, secret);
            }
        }
        return secrets;
    }

    /** Secrets by name under a key, and under the key with {@code From} at its end. */
    Map<String, SecretSource> secretsOfBoth(String key) {
        Map<String, SecretSource> secrets = new LinkedHashMap<>(secrets(key));
        YamlMap below = map.map(key + "From");
        for (String name : below.keys()) {
            Node node = Objects.requireNonNull(below.node(name));
            SecretSource secret = source(node, path + "." + key + "From." + name);
            if (secret != null && secrets.put(name, secret) != null) {
                errors.add(node, path + " has " + name + " both in " + key + " and in " + key + "From");
            }
        }
        return secrets;
    }

    /** {@code basicAuth} or {@code bearerToken}, or neither. */
    HttpCredentials credentials() {
        SecretSource token = secret("bearerToken");
        boolean basic = map.has("basicAuth");
        YamlMap below = map.map("basicAuth");
        if (!basic) {
            return token == null ? new HttpCredentials.None() : new HttpCredentials.Bearer(token);
        }
        String username = below.required("username");
        SecretSource password = secret(below, path + ".basicAuth", "password");
        below.finish();
        if (token != null) {
            throw new IllegalArgumentException(
                    path.substring("spec.".length()) + " has both basicAuth and bearerToken, only one is allowed");
        }
        if (username == null) {
            return new HttpCredentials.None();
        }
        if (password == null) {
            throw new IllegalArgumentException(
                    path.substring("spec.".length()) + ".basicAuth has no password and no passwordFrom");
        }
        return new HttpCredentials.Basic(username, password);
    }

    /** {@code title} and {@code text}. */
    MessageTemplates templates() {
        return new MessageTemplates(template("title"), template("text"));
    }

    /** A template that can be read and calls nothing unknown; empty where the key is missing. */
    String template(String key) {
        return map.value(key, "", text -> {
            try {
                Template.parse(key, text).check(FUNCTIONS);
                return text;
            } catch (TemplateException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }
}
