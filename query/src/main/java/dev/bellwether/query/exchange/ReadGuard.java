package dev.bellwether.query.exchange;

import java.util.function.Supplier;

/** Who may read: everybody where no token is set up, else who brings it or the one for changes. Safe for use by many threads. */
public final class ReadGuard {
    /** The status of a request that brings neither. */
    public static final int UNAUTHORIZED = 401;

    private final Supplier<String> readToken;
    private final Supplier<String> changeToken;

    /**
     * A guard.
     *
     * @param readToken asked for each time, so that it can be changed; empty for none
     * @param changeToken lets read too; empty for none
     */
    public ReadGuard(Supplier<String> readToken, Supplier<String> changeToken) {
        this.readToken = readToken;
        this.changeToken = changeToken;
    }

    /**
     * Lets a request pass.
     *
     * @throws UnauthorizedException where it may not
     */
    public void check(Request request) {
        String wanted = readToken.get();
        if (wanted.isEmpty() || BearerToken.isBroughtBy(request, wanted)) {
            return;
        }
        String better = changeToken.get();
        if (better.isEmpty() || !BearerToken.isBroughtBy(request, better)) {
            throw new UnauthorizedException(
                    "Authorization is missing or wrong; \"Bearer\" and the token for reading are needed");
        }
    }
}
