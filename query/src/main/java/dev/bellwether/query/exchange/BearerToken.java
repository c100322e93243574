package dev.bellwether.query.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The token of the header {@code Authorization}. Stateless. */
public final class BearerToken {
    private static final String BEARER = "bearer ";

    private BearerToken() {}

    /** Whether a request brings this token; takes the same time whatever is wrong. */
    public static boolean isBroughtBy(Request request, String wanted) {
        String given = request.header("authorization");
        boolean isBearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        byte[] offered = (isBearer ? given.substring(BEARER.length()).strip() : "").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(offered, wanted.getBytes(StandardCharsets.UTF_8));
    }
}
