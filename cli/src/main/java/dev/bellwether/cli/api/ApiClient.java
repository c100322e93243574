package dev.bellwether.cli.api;

import java.io.IOException;
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

/** Asks one server over Prometheus's HTTP API. Blocks the calling thread. Safe for use by many threads. */
public final class ApiClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String base;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * A client; nothing is connected yet.
     *
     * @param base where the server is, for instance {@code http://127.0.0.1:7080}, with or without a path
     * @param timeout the longest that an answer may take
     * @throws IllegalArgumentException where the address is none of HTTP
     */
    public ApiClient(URI base, Duration timeout) {
        String scheme = base.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme);
        if ((!http && !"https".equalsIgnoreCase(scheme)) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "the server's address is \"" + base + "\", something like http://127.0.0.1:7080 is needed");
        }
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.timeout = timeout;
        this.http = client(http, timeout);
    }

    private static HttpClient client(boolean plain, Duration timeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT);
        if (plain) {
            builder.sslContext(withoutCertificates());
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

    private ApiAnswer ask(HttpRequest.Builder request) {
        request.header("Accept", "application/json").timeout(timeout);
        try {
            return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
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
        Map<String, ?> body;
        try {
            body = JsonTree.object(JsonTree.parse(response.body()));
        } catch (IllegalArgumentException e) {
            throw new ApiException(notTheApi(response), e);
        }
        if (body.get("error") instanceof String error) {
            throw new ApiException(error);
        }
        if (response.statusCode() / 100 != 2 || !"success".equals(body.get("status"))) {
            throw new ApiException(notTheApi(response));
        }
        return new ApiAnswer(body.get("data"), JsonTree.texts(body.get("warnings")), JsonTree.texts(body.get("infos")));
    }

    private static String notTheApi(HttpResponse<byte[]> response) {
        return response.uri() + " answered with status " + response.statusCode()
                + " and not as Prometheus's API does; is the address right?";
    }
}
