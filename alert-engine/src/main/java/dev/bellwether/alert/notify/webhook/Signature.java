package dev.bellwether.alert.notify.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows a webhook that Bellwether has sent a body, and when: {@code t=SECONDS,v1=HEX}, where HEX is the HMAC-SHA256 of
 * {@code SECONDS.BODY} under the shared key. The time is part of what is signed, so that an old request cannot be sent again.
 */
final class Signature {
    /** The header that carries it. */
    static final String HEADER = "X-Bellwether-Signature";

    private Signature() {}

    static String of(String key, Instant now, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
