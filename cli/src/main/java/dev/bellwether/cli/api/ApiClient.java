package dev.bellwether.cli.api;

import dev.bellwether.cli.output.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Asks one server over Prometheus's HTTP API. Blocks the calling thread. Safe for use by many threads. */
public final class ApiClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private static final int MOST_COMPLAINT = 100_000;

    private final String base;
    private final Duration timeout;
    private final ServerAccess access;
    private final HttpClient http;

    /**
     * A client; nothing is connected yet.
     *
     * @param base where the server is, for instance {@code http://127.0.0.1:7080}, with or without a path
     * @param timeout the longest that an answer may take
     * @param access what lets it in
     * @throws IllegalArgumentException where the address is none of HTTP, or the authority cannot be read
     */
    public ApiClient(URI base, Duration timeout, ServerAccess access) {
        String scheme = base.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme);
        if ((!http && !"https".equalsIgnoreCase(scheme)) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "the server's address is \"" + base + "\", something like http://127.0.0.1:7080 is needed");
        }
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.timeout = timeout;
        this.access = access;
        this.http = client(http ? withoutCertificates() : access.trust(), timeout);
    }

    private static HttpClient client(@Nullable SSLContext trust, Duration timeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT);
        if (trust != null) {
            builder.sslContext(trust);
        }
        return builder.build();
    }

    /** Spares a plain connection the reading of all certificates, which takes longer than most queries. */
    private static SSLContext withoutCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** The server's address. */
    public String base() {
        return base;
    }

    /**
     * Asks with parameters in the body, which may be long.
     *
     * @throws ApiException where the server cannot be reached, is too slow, or refuses
     */
    public ApiAnswer post(String path, List<Map.Entry<String, String>> parameters) {
        return ask(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters))));
    }

    /**
     * Asks with parameters in the address.
     *
     * @throws ApiException as {@link #post}
     */
    public ApiAnswer get(String path, List<Map.Entry<String, String>> parameters) {
        String query = parameters.isEmpty() ? "" : "?" + form(parameters);
        return ask(HttpRequest.newBuilder(URI.create(base + path + query)).GET());
    }

    private static String form(List<Map.Entry<String, String>> parameters) {
        return parameters.stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** A text as a part of an address. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Asks for what does not stand in an envelope, as Alertmanager's API answers.
     *
     * @return the body as a {@link JsonTree}
     * @throws ApiException as {@link #post}
     */
    public @Nullable Object tree(String path, List<Map.Entry<String, String>> parameters) {
        String query = parameters.isEmpty() ? "" : "?" + form(parameters);
        return accepted(send(
                reading(HttpRequest.newBuilder(URI.create(base + path + query)).GET())));
    }

    /**
     * Changes something.
     *
     * @param body a {@link JsonTree}
     * @return the body of the answer, null where it has none
     * @throws ApiException as {@link #post}
     */
    public @Nullable Object change(String path, Object body) {
        return accepted(send(authorized(HttpRequest.newBuilder(URI.create(base + path)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.of(body)))));
    }

    /**
     * Takes something away.
     *
     * @throws ApiException as {@link #post}
     */
    public void delete(String path) {
        accepted(
                send(authorized(HttpRequest.newBuilder(URI.create(base + path))).DELETE()));
    }

    /**
     * Asks over the remote read protocol.
     *
     * @param body a {@code ReadRequest}, compressed with snappy
     * @return the answer's body as it arrives; the caller closes it
     * @throws ApiException as {@link #post}
     */
    public InputStream remoteRead(byte[] body) {
        HttpResponse<InputStream> response = send(
                reading(HttpRequest.newBuilder(URI.create(base + "/api/v1/read")))
                        .header("Content-Encoding", "snappy")
                        .header("Content-Type", "application/x-protobuf")
                        .header("X-Prometheus-Remote-Read-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream refusal = response.body()) {
            String complaint = complaint(JsonTree.parse(refusal.readNBytes(MOST_COMPLAINT)));
            throw new ApiException(complaint.isEmpty() ? notTheApi(response) : complaint, response.statusCode());
        } catch (IOException | IllegalArgumentException e) {
            throw new ApiException(notTheApi(response), e);
        }
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return authorized(request, access.changeToken());
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder reading(HttpRequest.Builder request) {
        return authorized(request, access.readToken());
    }

    private ApiAnswer ask(HttpRequest.Builder request) {
        return answer(send(reading(request)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        request.header("Accept", "application/json");
        return send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.timeout(timeout).build(), body);
        } catch (HttpConnectTimeoutException e) {
            throw new ApiException("cannot reach " + base + ": no connection in time", e);
        } catch (HttpTimeoutException e) {
            throw new ApiException(
                    "no answer from " + base + " within " + timeout.toMillis() / 1000.0 + " s (--timeout)", e);
        } catch (ConnectException e) {
            throw new ApiException(
                    "cannot reach " + base + ": " + reason(e)
                            + "; is Bellwether running there? (--url or BELLWETHER_URL name another server)",
                    e);
        } catch (IOException e) {
            throw new ApiException("cannot ask " + base + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted while waiting for " + base, e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (cause instanceof UnknownHostException || cause instanceof java.nio.channels.UnresolvedAddressException) {
            return "the host's name is unknown";
        }
        if (cause instanceof java.nio.channels.ClosedChannelException || message == null) {
            return failure instanceof ConnectException
                    ? "connection refused"
                    : cause.getClass().getSimpleName();
        }
        return message;
    }

    private ApiAnswer answer(HttpResponse<byte[]> response) {
        Map<String, ?> body = JsonTree.object(accepted(response));
        if (!"success".equals(body.get("status"))) {
            throw new ApiException(notTheApi(response));
        }
        return new ApiAnswer(body.get("data"), JsonTree.texts(body.get("warnings")), JsonTree.texts(body.get("infos")));
    }

    /** The body of an answer that is no refusal. */
    private static @Nullable Object accepted(HttpResponse<byte[]> response) {
        boolean good = response.statusCode() / 100 == 2;
        if (good && response.body().length == 0) {
            return null;
        }
        Object body;
        try {
            body = JsonTree.parse(response.body());
        } catch (IllegalArgumentException e) {
            throw new ApiException(notTheApi(response), e);
        }
        String complaint = complaint(body);
        if (!complaint.isEmpty() && (!good || body instanceof Map<?, ?>)) {
            throw new ApiException(complaint, response.statusCode());
        }
        if (!good) {
            throw new ApiException(notTheApi(response));
        }
        return body;
    }

    /** Prometheus says {@code {"error"}}, a problem of RFC 9457 {@code {"detail"}}, Alertmanager just a text. */
    private static String complaint(@Nullable Object body) {
        if (body instanceof String text) {
            return text;
        }
        Map<String, ?> object = JsonTree.object(body);
        return object.get("error") instanceof String error
                ? error
                : object.containsKey("status") && object.get("detail") instanceof String detail ? detail : "";
    }

    private static String notTheApi(HttpResponse<?> response) {
        return response.uri() + " answered with status " + response.statusCode()
                + " and not as Prometheus's API does; is the address right?";
    }
}
