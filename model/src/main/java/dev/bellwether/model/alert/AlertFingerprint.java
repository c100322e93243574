package dev.bellwether.model.alert;

import dev.bellwether.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for alerts and notifications: the first eight bytes of a SHA-256 in hexadecimal. Stateless. */
public final class AlertFingerprint {
    private AlertFingerprint() {}

    /** Names an alert over time: from its rule and its labels. */
    public static String of(String ruleUid, Labels labels) {
        StringBuilder text = new StringBuilder(ruleUid);
        labels.forEach(
                (name, value) -> text.append('\0').append(name).append('\0').append(value));
        return of(text.toString());
    }

    /** Names a text. */
    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
