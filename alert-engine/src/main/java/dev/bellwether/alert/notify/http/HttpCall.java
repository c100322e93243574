package dev.bellwether.alert.notify.http;

import dev.bellwether.alert.notify.Receiver.RefusedException;
import dev.bellwether.alert.notify.secret.SecretReader;
import dev.bellwether.model.alert.HttpCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request to a receiver. What is said to be secret never stands in an error about the request. Used by one thread.
 */
public final class HttpCall {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String method;
    private final URI address;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> secrets = new ArrayList<>();
    private byte[] body = {};

    private HttpCall(String method, URI address) {
        this.method = method;
        this.address = address;
        headers.put("User-Agent", "bellwether");
        headers.put("Accept", "*/*");
    }

    /** A POST to an address that is no secret. */
    public static HttpCall post(URI address) {
        return new HttpCall("POST", address);
    }

    /** A POST to a path, which begins with a slash, below an address that is no secret. */
    public static HttpCall post(URI base, String path) {
        String text = base.toString();
        return post(URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path));
    }

    /**
     * A POST to an address whose path is a secret.
     *
     * @param field the setting that it comes from, named in errors
     * @throws RefusedException where it is no address
     */
    public static HttpCall postToSecret(String field, String address) throws RefusedException {
        return new HttpCall("POST", parse(field, address)).hidingAddress();
    }

    /** A GET of an address whose path is a secret. */
    public static HttpCall getOfSecret(String field, String address) throws RefusedException {
        return new HttpCall("GET", parse(field, address)).hidingAddress();
    }

    private static URI parse(String field, String text) throws RefusedException {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedException(field + " is no address (" + e.getReason() + ")");
        }
        String scheme = address.getScheme();
        boolean known = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!known || address.getHost() == null || address.getRawUserInfo() != null) {
            throw new RefusedException(
                    field + " is no address such as https://host/path, without a user before the host");
        }
        return address;
    }

    private HttpCall hidingAddress() {
        hiding(address.toString());
        if (address.getRawPath() != null) {
            hiding(address.getRawPath());
        }
        return address.getRawQuery() == null ? this : hiding(address.getRawQuery());
    }

    /** With a body of JSON, made from maps, lists, texts and numbers. */
    public HttpCall json(Object value) {
        return body("application/json", JSON.writeValueAsBytes(value));
    }

    /** With a body. */
    public HttpCall body(String contentType, byte[] bytes) {
        body = bytes.clone();
        return header("Content-Type", contentType);
    }

    /** With the identity by which a receiver can tell a repeat. */
    public HttpCall idempotencyKey(String id) {
        return header("Idempotency-Key", id);
    }

    /** With a header. */
    public HttpCall header(String name, String value) {
        if (value.chars().anyMatch(character -> character < ' ' && character != '\t' || character == 127)) {
            throw new IllegalArgumentException("the header " + name + " has control characters");
        }
        headers.put(name, value);
        return this;
    }

    /** With a header whose value is a secret. */
    public HttpCall secretHeader(String name, String value) {
        return hiding(value).header(name, value);
    }

    /** With the credentials of its sender, read now. */
    public HttpCall credentials(HttpCredentials credentials, SecretReader reader) throws IOException, RefusedException {
        return switch (credentials) {
            case HttpCredentials.None none -> this;
            case HttpCredentials.Bearer bearer -> {
                String token = reader.read("bearerToken", bearer.token());
                yield hiding(token).header("Authorization", "Bearer " + token);
            }
            case HttpCredentials.Basic basic -> {
                String password = reader.read("basicAuth.password", basic.password());
                byte[] both = (basic.username() + ":" + password).getBytes(StandardCharsets.UTF_8);
                String encoded = Base64.getEncoder().encodeToString(both);
                yield hiding(password).hiding(encoded).header("Authorization", "Basic " + encoded);
            }
        };
    }

    /** With one more text that no error may show. */
    public HttpCall hiding(String secret) {
        secrets.add(secret);
        return this;
    }

    String method() {
        return method;
    }

    URI address() {
        return address;
    }

    Map<String, String> headers() {
        return headers;
    }

    List<String> secrets() {
        return secrets;
    }

    byte[] body() {
        return body;
    }

    /** What is shown in errors: scheme, host and port, never the path. */
    @Override
    public String toString() {
        return method + " " + address.getScheme() + "://" + address.getRawAuthority();
    }
}
