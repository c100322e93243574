package dev.bellwether.query.alertmanager;

import dev.bellwether.query.exchange.BearerToken;
import dev.bellwether.query.exchange.Request;
import java.util.function.Supplier;

/**
 * Who may change something: everybody on a server that listens on loopback alone, elsewhere who brings the token. Pages of
 * other sites may not. Safe for use by many threads.
 */
public final class ChangeGuard {
    private final boolean loopback;
    private final Supplier<String> token;

    /**
     * A guard.
     *
     * @param loopback whether the server listens on loopback alone
     * @param token asked for each time, so that it can be changed; empty for none
     */
    public ChangeGuard(boolean loopback, Supplier<String> token) {
        this.loopback = loopback;
        this.token = token;
    }

    /**
     * Lets a request pass.
     *
     * @throws AlertmanagerException where it may not
     */
    public void check(Request request) {
        String origin = request.header("origin");
        String host = request.header("host");
        if (!origin.isEmpty() && !origin.endsWith("//" + host)) {
            throw new AlertmanagerException(403, "a page of " + origin + " may not change anything here");
        }
        boolean hasBody = request.body().length > 0;
        if (hasBody && !request.header("content-type").startsWith("application/json")) {
            throw new AlertmanagerException(
                    415, "Content-Type is \"" + request.header("content-type") + "\", application/json is needed");
        }
        String wanted = token.get();
        if (wanted.isEmpty()) {
            if (!loopback) {
                throw new AlertmanagerException(
                        403,
                        "changes need a token, and this server has none: give it one, or let it listen on loopback");
            }
            return;
        }
        if (!BearerToken.isBroughtBy(request, wanted)) {
            throw new AlertmanagerException(
                    401, "Authorization is missing or wrong; \"Bearer\" and the token are needed");
        }
    }
}
